// go-coap's server and client, as foreign-program.ts tells them.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"log"
	"math/bits"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	piondtls "github.com/pion/dtls/v3"
	"github.com/plgd-dev/go-coap/v3/dtls"
	"github.com/plgd-dev/go-coap/v3/message"
	"github.com/plgd-dev/go-coap/v3/message/codes"
	"github.com/plgd-dev/go-coap/v3/message/pool"
	"github.com/plgd-dev/go-coap/v3/mux"
	"github.com/plgd-dev/go-coap/v3/net"
	"github.com/plgd-dev/go-coap/v3/net/blockwise"
	"github.com/plgd-dev/go-coap/v3/options"
	"github.com/plgd-dev/go-coap/v3/tcp"
	"github.com/plgd-dev/go-coap/v3/udp"
)

const timeout = 15 * time.Second

var methods = map[string]codes.Code{
	"GET": codes.GET, "POST": codes.POST, "PUT": codes.PUT, "DELETE": codes.DELETE,
	"FETCH": codes.FETCH, "PATCH": codes.PATCH, "iPATCH": codes.IPATCH,
}

var saying sync.Mutex

func say(fields ...string) {
	saying.Lock()
	defer saying.Unlock()
	fmt.Println(strings.Join(fields, "\t"))
}

func shown(b []byte) string {
	if len(b) == 0 {
		return "-"
	}
	return hex.EncodeToString(b)
}

func told(text string) []byte {
	b, _ := hex.DecodeString(strings.Trim(text, "-"))
	return b
}

func codeText(code codes.Code) string { return fmt.Sprintf("%d.%02d", code>>5, code&31) }

// security gives the options of DTLS with the pre-shared key of the environment.
func security() (key []byte, identity string) {
	return told(os.Getenv("COUNTERPART_KEY")), os.Getenv("COUNTERPART_IDENTITY")
}

func dial(scheme, host string, szx blockwise.SZX) (mux.Conn, error) {
	block := options.WithBlockwise(true, szx, timeout)
	switch scheme {
	case "coap+tcp":
		return tcp.Dial(host, options.WithBlockwise(true, szx, timeout))
	case "coaps":
		key, identity := security()
		return dtls.Dial(host, dtls.NewDTLSClientOptions(
			piondtls.WithPSK(func([]byte) ([]byte, error) { return key, nil }),
			piondtls.WithPSKIdentityHint([]byte(identity)),
			piondtls.WithCipherSuites(piondtls.TLS_PSK_WITH_AES_128_CCM_8),
		), block)
	default:
		return udp.Dial(host, block)
	}
}

func szxOf(blockBytes string) blockwise.SZX {
	size, err := strconv.Atoi(blockBytes)
	if err != nil {
		return blockwise.SZX1024
	}
	return blockwise.SZX(bits.Len(uint(size)) - 5)
}

func open(rawURL, blockBytes string) (mux.Conn, *url.URL, error) {
	target, err := url.Parse(rawURL)
	if err != nil {
		return nil, nil, err
	}
	conn, err := dial(target.Scheme, target.Host, szxOf(blockBytes))
	return conn, target, err
}

func request(fields []string) ([]string, error) {
	method, rawURL, payload, given, kind, blockBytes := fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]
	conn, target, err := open(rawURL, blockBytes)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	req, err := conn.NewGetRequest(ctx, target.Path)
	if err != nil {
		return nil, err
	}
	req.SetCode(methods[method])
	if target.RawQuery != "" {
		req.AddQuery(target.RawQuery)
	}
	if kind == "non" {
		req.SetType(message.NonConfirmable)
	}
	if body := told(payload); len(body) > 0 {
		req.SetContentFormat(message.TextPlain)
		req.SetBody(bytes.NewReader(body))
	} else if blockBytes != "-" {
		req.SetOptionUint32(message.Block2, uint32(szxOf(blockBytes)))
	}
	for _, each := range strings.Split(strings.Trim(given, "-"), ",") {
		if number, value, ok := strings.Cut(each, ":"); ok {
			id, _ := strconv.Atoi(number)
			req.AddOptionBytes(message.OptionID(id), told(value))
		}
	}
	resp, err := conn.Do(req)
	if err != nil {
		return nil, err
	}
	body, err := resp.ReadBody()
	if err != nil {
		return nil, err
	}
	return []string{"response", codeText(resp.Code()), shown(body), "-"}, nil
}

func observe(fields []string) ([]string, error) {
	conn, target, err := open(fields[0], "-")
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	wanted, _ := strconv.Atoi(fields[1])
	states := make(chan string, 100)
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	observation, err := conn.Observe(ctx, target.Path, func(m *pool.Message) {
		body, _ := m.ReadBody()
		select {
		case states <- shown(body):
		default:
		}
	})
	if err != nil {
		return nil, err
	}
	var seen []string
	for len(seen) < wanted {
		select {
		case state := <-states:
			seen = append(seen, state)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if err := observation.Cancel(ctx); err != nil {
		return nil, err
	}
	return []string{"states", strings.Join(seen, ",")}, nil
}

func answer(line string) {
	id, rest, _ := strings.Cut(line, "\t")
	verb, rest, _ := strings.Cut(rest, "\t")
	serve := request
	if verb == "observe" {
		serve = observe
	}
	fields, err := serve(strings.Split(rest, "\t"))
	if err != nil {
		fields = []string{"error", strings.ReplaceAll(err.Error(), "\n", " ")}
	}
	say(append([]string{id}, fields...)...)
}

func serve(transport string) (string, error) {
	handler := options.WithMux(router())
	switch transport {
	case "tcp":
		listener, err := net.NewTCPListener("tcp4", "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		go func() { log.Print(tcp.NewServer(handler).Serve(listener)) }()
		return listener.Addr().String(), nil
	case "dtls":
		key, _ := security()
		listener, err := net.NewDTLSListener("udp4", "127.0.0.1:0", net.NewDTLSServerOptions(
			piondtls.WithPSK(func([]byte) ([]byte, error) { return key, nil }),
			piondtls.WithCipherSuites(piondtls.TLS_PSK_WITH_AES_128_CCM_8),
		))
		if err != nil {
			return "", err
		}
		go func() { log.Print(dtls.NewServer(handler).Serve(listener)) }()
		return listener.Addr().String(), nil
	default:
		listener, err := net.NewListenUDP("udp4", "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		go func() { log.Print(udp.NewServer(handler).Serve(listener)) }()
		return listener.LocalAddr().String(), nil
	}
}


func main() {
	address, err := serve(os.Getenv("COUNTERPART_TRANSPORT"))
	if err != nil {
		log.Fatal(err)
	}
	say("ready", address[strings.LastIndex(address, ":")+1:])
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		go answer(lines.Text())
	}
}
