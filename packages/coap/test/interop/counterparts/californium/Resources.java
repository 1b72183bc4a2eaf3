import java.util.Arrays;
import java.util.HexFormat;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** The resources that our-server.ts describes. */
final class Resources {
  static final byte[] ETAG = HexFormat.of().parseHex("e7a9");
  static final Timer timer = new Timer(true);

  private Resources() {}

  static void addTo(CoapServer server) {
    byte[] big = new byte[5000];
    for (int i = 0; i < big.length; i++) big[i] = (byte) (33 + i % 90);
    CoapResource listed = get("big", exchange -> exchange.respond(ResponseCode.CONTENT, big));
    listed.getAttributes().addResourceType("big");
    server.add(
        new Store(),
        listed,
        get("empty", exchange -> exchange.respond(ResponseCode.CONTENT)),
        get("slow", Resources::slow),
        new Counter("count", String::valueOf),
        new Counter("bigcount", count -> String.valueOf(count % 10).repeat(3000)),
        get("etag", Resources::tagged),
        get("json", Resources::json),
        put("conditional", Resources::conditional),
        put("upload", exchange -> exchange.respond(ResponseCode.CHANGED, digest(exchange.getRequestPayload()))));
  }

  static String digest(byte[] body) {
    int sum = 0;
    for (byte each : body) sum = (sum + (each & 0xff)) % 0x10000;
    return body.length + ":" + sum;
  }

  static CoapResource get(String name, Consumer<CoapExchange> serve) {
    return new CoapResource(name) {
      @Override
      public void handleGET(CoapExchange exchange) {
        serve.accept(exchange);
      }
    };
  }

  static CoapResource put(String name, Consumer<CoapExchange> serve) {
    return new CoapResource(name) {
      @Override
      public void handlePUT(CoapExchange exchange) {
        serve.accept(exchange);
      }
    };
  }

  static void slow(CoapExchange exchange) {
    exchange.accept();
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            exchange.respond("slow");
          }
        },
        500);
  }

  static void tagged(CoapExchange exchange) {
    boolean isKnown = exchange.getRequestOptions().getETags().stream().anyMatch(tag -> Arrays.equals(tag, ETAG));
    Response response = new Response(isKnown ? ResponseCode.VALID : ResponseCode.CONTENT);
    response.getOptions().addETag(ETAG);
    if (!isKnown) response.setPayload("tagged");
    exchange.respond(response);
  }

  static void json(CoapExchange exchange) {
    OptionSet options = exchange.getRequestOptions();
    if (options.hasAccept() && options.getAccept() != MediaTypeRegistry.APPLICATION_JSON)
      exchange.respond(ResponseCode.NOT_ACCEPTABLE);
    else exchange.respond(ResponseCode.CONTENT, "{}", MediaTypeRegistry.APPLICATION_JSON);
  }

  static void conditional(CoapExchange exchange) {
    OptionSet options = exchange.getRequestOptions();
    boolean isMet = options.getIfMatchCount() == 0 || options.isIfMatch(ETAG);
    exchange.respond(isMet && !options.hasIfNoneMatch() ? ResponseCode.CHANGED : ResponseCode.PRECONDITION_FAILED);
  }

  static final class Counter extends CoapResource {
    final IntFunction<String> shape;
    volatile int count;

    Counter(String name, IntFunction<String> shape) {
      super(name);
      this.shape = shape;
      setObservable(true);
      timer.scheduleAtFixedRate(
          new TimerTask() {
            @Override
            public void run() {
              count++;
              changed();
            }
          },
          100,
          100);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      exchange.respond(ResponseCode.CONTENT, shape.apply(count), MediaTypeRegistry.TEXT_PLAIN);
    }
  }

  static final class Store extends CoapResource {
    private String text = "";

    Store() {
      super("store");
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      exchange.respond(ResponseCode.CONTENT, text, MediaTypeRegistry.TEXT_PLAIN);
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      change(exchange, exchange.getRequestText());
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
      change(exchange, text + "," + exchange.getRequestText());
    }

    @Override
    public void handlePATCH(CoapExchange exchange) {
      change(exchange, text + "+" + exchange.getRequestText());
    }

    @Override
    public void handleIPATCH(CoapExchange exchange) {
      handlePATCH(exchange);
    }

    @Override
    public void handleFETCH(CoapExchange exchange) {
      exchange.respond(ResponseCode.CONTENT, "fetched " + exchange.getRequestText(), MediaTypeRegistry.TEXT_PLAIN);
    }

    @Override
    public void handleDELETE(CoapExchange exchange) {
      text = "";
      exchange.respond(ResponseCode.DELETED);
    }

    private void change(CoapExchange exchange, String to) {
      text = to;
      exchange.respond(ResponseCode.CHANGED);
    }
  }
}
