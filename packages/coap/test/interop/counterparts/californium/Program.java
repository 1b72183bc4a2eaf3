// Californium's server and client, as foreign-program.ts tells them.

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.auth.RawPublicKeyIdentity;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.TcpConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.elements.tcp.netty.TcpClientConnector;
import org.eclipse.californium.elements.tcp.netty.TcpServerConnector;
import org.eclipse.californium.elements.util.SslContextUtil;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;

public class Program {
  static final long TIMEOUT_MS = 15_000;
  static final PrintStream out = System.out;
  static final String transport = environment("COUNTERPART_TRANSPORT", "udp");
  static final Map<String, Endpoint> clients = new ConcurrentHashMap<>();

  static String environment(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }

  static synchronized void say(String... fields) {
    out.println(String.join("\t", fields));
    out.flush();
  }

  static String shown(byte[] bytes) {
    return bytes == null || bytes.length == 0 ? "-" : HexFormat.of().formatHex(bytes);
  }

  static byte[] told(String text) {
    return text.equals("-") ? new byte[0] : HexFormat.of().parseHex(text);
  }

  static Configuration configuration(int blockBytes) {
    return new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, DtlsConfig.DEFINITIONS, TcpConfig.DEFINITIONS)
        .set(CoapConfig.PREFERRED_BLOCK_SIZE, blockBytes)
        .set(CoapConfig.MAX_MESSAGE_SIZE, blockBytes)
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 100_000)
        .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1)
        .set(CoapConfig.ACK_TIMEOUT, 500, TimeUnit.MILLISECONDS);
  }

  static Connector connector(Configuration configuration, InetSocketAddress local, boolean isServer) throws Exception {
    switch (transport) {
      case "dtls":
        return dtls(configuration, local, isServer);
      case "tcp":
        return isServer ? new TcpServerConnector(local, configuration) : new TcpClientConnector(configuration);
      default:
        return new UDPConnector(local, configuration);
    }
  }

  /** With what the environment names: a pre-shared key, certificates, or raw public keys; with or without connection IDs. */
  static Connector dtls(Configuration configuration, InetSocketAddress local, boolean isServer) throws Exception {
    configuration
        .set(DtlsConfig.DTLS_ROLE, isServer ? DtlsRole.SERVER_ONLY : DtlsRole.CLIENT_ONLY)
        .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
    String cidBytes = environment("COUNTERPART_CID_BYTES", "");
    if (!cidBytes.isEmpty()) configuration.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, Integer.valueOf(cidBytes));
    DtlsConnectorConfig.Builder builder = DtlsConnectorConfig.builder(configuration).setAddress(local);
    String security = environment("COUNTERPART_SECURITY", "psk");
    if (security.equals("psk")) {
      byte[] key = told(environment("COUNTERPART_KEY", "-"));
      builder.setAdvancedPskStore(new AdvancedSinglePskStore(environment("COUNTERPART_IDENTITY", ""), key));
      return new DTLSConnector(builder.build());
    }
    SslContextUtil.Credentials own = credentials("COUNTERPART_CREDENTIALS");
    StaticNewAdvancedCertificateVerifier.Builder verifier = StaticNewAdvancedCertificateVerifier.builder();
    if (security.equals("rpk")) {
      builder.setCertificateIdentityProvider(new SingleCertificateProvider(own.getPrivateKey(), own.getPublicKey()));
      verifier.setTrustedRPKs(new RawPublicKeyIdentity(credentials("COUNTERPART_TRUST").getPublicKey()));
    } else {
      builder.setCertificateIdentityProvider(
          new SingleCertificateProvider(own.getPrivateKey(), own.getCertificateChain(), CertificateType.X_509));
      verifier.setTrustedCertificates(SslContextUtil.loadTrustedCertificates(System.getenv("COUNTERPART_TRUST")));
    }
    builder.setAdvancedCertificateVerifier(verifier.build());
    return new DTLSConnector(builder.build());
  }

  static SslContextUtil.Credentials credentials(String variable) throws Exception {
    try (InputStream pem = new FileInputStream(System.getenv(variable))) {
      return SslContextUtil.loadPemCredentials(pem);
    }
  }

  static Endpoint endpoint(int blockBytes, int port, boolean isServer) throws Exception {
    Configuration configuration = configuration(blockBytes);
    InetSocketAddress local = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    CoapEndpoint.Builder builder = CoapEndpoint.builder()
        .setConfiguration(configuration)
        .setConnector(connector(configuration, local, isServer));
    // No critical options but the known ones; otherwise Californium leaves them to the application.
    if (isServer) builder.setCriticalCustomOptions(new int[0]);
    return builder.build();
  }

  static Endpoint client(String blockBytes) throws Exception {
    Endpoint known = clients.get(blockBytes);
    if (known != null) return known;
    Endpoint made = endpoint(blockBytes.equals("-") ? 1024 : Integer.parseInt(blockBytes), 0, false);
    made.start();
    clients.put(blockBytes, made);
    return made;
  }

  static String[] request(String method, String uri, String payload, String options, String type, String blockBytes)
      throws Exception {
    Request request = new Request(Code.valueOf(method.toUpperCase()));
    request.setURI(uri);
    request.setConfirmable(type.equals("con"));
    if (!payload.equals("-")) {
      request.setPayload(told(payload));
      request.getOptions().setContentFormat(0);
    } else if (!blockBytes.equals("-")) {
      int szx = Integer.numberOfTrailingZeros(Integer.parseInt(blockBytes)) - 4;
      request.getOptions().setBlock2(szx, false, 0);
    }
    for (String each : options.equals("-") ? new String[0] : options.split(",")) {
      String[] parts = each.split(":");
      request.getOptions().addOption(new Option(Integer.parseInt(parts[0]), told(parts[1])));
    }
    request.send(client(blockBytes));
    Response response = request.waitForResponse(TIMEOUT_MS);
    if (response == null) throw new IllegalStateException("no response: " + request.getSendError());
    String shownOptions = response.getOptions().asSortedList().stream()
        .map(option -> option.getNumber() + ":" + HexFormat.of().formatHex(option.getValue()))
        .collect(Collectors.joining(","));
    String given = shownOptions.isEmpty() ? "-" : shownOptions;
    return new String[] {"response", response.getCode().text, shown(response.getPayload()), given};
  }

  static String[] observe(String uri, int wanted) throws Exception {
    List<String> seen = new ArrayList<>();
    CountDownLatch enough = new CountDownLatch(wanted);
    CoapClient client = new CoapClient(uri).setEndpoint(client("-")).setTimeout(TIMEOUT_MS);
    CoapObserveRelation relation = client.observe(new CoapHandler() {
      @Override
      public synchronized void onLoad(CoapResponse response) {
        if (seen.size() < wanted) seen.add(shown(response.getPayload()));
        enough.countDown();
      }

      @Override
      public void onError() {}
    });
    boolean hasEnough = enough.await(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    relation.proactiveCancel();
    if (!hasEnough) throw new IllegalStateException("only " + seen.size() + " states");
    return new String[] {"states", String.join(",", seen)};
  }

  static void answer(String line) {
    String[] fields = line.split("\t");
    try {
      String[] answer = fields[1].equals("request")
          ? request(fields[2], fields[3], fields[4], fields[5], fields[6], fields[7])
          : observe(fields[2], Integer.parseInt(fields[3]));
      say(fields[0] + "\t" + String.join("\t", answer));
    } catch (Exception error) {
      say(fields[0], "error", String.valueOf(error).replace('\n', ' '));
    }
  }

  public static void main(String[] args) throws Exception {
    // Whatever is logged goes elsewhere.
    System.setOut(System.err);
    CoapServer server = new CoapServer(configuration(1024));
    // TCP gives no port of its own choice.
    Endpoint endpoint = endpoint(1024, Integer.parseInt(environment("COUNTERPART_PORT", "0")), true);
    server.addEndpoint(endpoint);
    Resources.addTo(server);
    server.start();
    ExecutorService workers = Executors.newCachedThreadPool();
    say("ready", String.valueOf(endpoint.getAddress().getPort()));
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String told = line;
      workers.execute(() -> answer(told));
    }
    System.exit(0);
  }
}
