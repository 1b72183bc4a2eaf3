package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/plgd-dev/go-coap/v3/message"
	"github.com/plgd-dev/go-coap/v3/message/codes"
	"github.com/plgd-dev/go-coap/v3/mux"
)

var etag = []byte{0xe7, 0xa9}

func bigBody() []byte {
	body := make([]byte, 5000)
	for i := range body {
		body[i] = byte(33 + i%90)
	}
	return body
}

func digest(body []byte) string {
	sum := 0
	for _, b := range body {
		sum = (sum + int(b)) % 0x10000
	}
	return fmt.Sprintf("%d:%d", len(body), sum)
}

func respond(w mux.ResponseWriter, code codes.Code, body []byte, options ...message.Option) {
	if len(body) == 0 {
		_ = w.SetResponse(code, message.TextPlain, nil, options...)
		return
	}
	_ = w.SetResponse(code, message.TextPlain, bytes.NewReader(body), options...)
}

func bodyOf(r *mux.Message) []byte {
	body, err := r.ReadBody()
	if err != nil {
		return nil
	}
	return body
}

func has(r *mux.Message, id message.OptionID, wanted []byte) (isThere, matches bool) {
	for _, option := range r.Options() {
		if option.ID == id {
			isThere = true
			matches = matches || bytes.Equal(option.Value, wanted)
		}
	}
	return isThere, matches
}

type store struct {
	mutex sync.Mutex
	text  string
}

func (s *store) ServeCOAP(w mux.ResponseWriter, r *mux.Message) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	body := string(bodyOf(r))
	switch r.Code() {
	case codes.GET:
		respond(w, codes.Content, []byte(s.text))
		return
	case codes.FETCH:
		respond(w, codes.Content, []byte("fetched "+body))
		return
	case codes.DELETE:
		s.text = ""
		respond(w, codes.Deleted, nil)
		return
	case codes.PUT:
		s.text = body
	case codes.POST:
		s.text += "," + body
	default:
		s.text += "+" + body
	}
	respond(w, codes.Changed, nil)
}

// counter is a state that grows, and those that observe it.
type counter struct {
	mutex     sync.Mutex
	count     int
	observers map[string]observer
	shape     func(count int) string
}

type observer struct {
	conn  mux.Conn
	token message.Token
}

func newCounter(shape func(count int) string) *counter {
	c := &counter{observers: map[string]observer{}, shape: shape}
	go c.tick()
	return c
}

func (c *counter) tick() {
	for range time.Tick(100 * time.Millisecond) {
		c.mutex.Lock()
		c.count++
		for key, each := range c.observers {
			go c.notify(key, each, uint32(c.count), c.shape(c.count))
		}
		c.mutex.Unlock()
	}
}

func (c *counter) notify(key string, each observer, sequence uint32, state string) {
	m := each.conn.AcquireMessage(each.conn.Context())
	defer each.conn.ReleaseMessage(m)
	m.SetCode(codes.Content)
	m.SetToken(each.token)
	m.SetContentFormat(message.TextPlain)
	m.SetObserve(sequence + 1)
	m.SetBody(strings.NewReader(state))
	if each.conn.WriteMessage(m) != nil {
		c.forget(key)
	}
}

func (c *counter) forget(key string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	delete(c.observers, key)
}

func (c *counter) ServeCOAP(w mux.ResponseWriter, r *mux.Message) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	observe, err := r.Options().Observe()
	key := w.Conn().RemoteAddr().String() + r.Token().String()
	respond(w, codes.Content, []byte(c.shape(c.count)))
	if err != nil {
		return
	}
	if observe != 0 {
		delete(c.observers, key)
		return
	}
	c.observers[key] = observer{w.Conn(), append(message.Token{}, r.Token()...)}
	w.Message().SetObserve(uint32(c.count))
}

// get serves GET, and 4.05 for everything else.
func get(serve mux.HandlerFunc) mux.Handler {
	return only(codes.GET, serve)
}

func only(method codes.Code, serve mux.HandlerFunc) mux.Handler {
	return mux.HandlerFunc(func(w mux.ResponseWriter, r *mux.Message) {
		if r.Code() == method {
			serve(w, r)
		} else {
			respond(w, codes.MethodNotAllowed, nil)
		}
	})
}

func fixed(body []byte) mux.Handler {
	return get(func(w mux.ResponseWriter, _ *mux.Message) { respond(w, codes.Content, body) })
}

// slow answers in a message of its own; the library acknowledges when nothing was set.
func slow(w mux.ResponseWriter, r *mux.Message) {
	conn, token := w.Conn(), append(message.Token{}, r.Token()...)
	time.AfterFunc(500*time.Millisecond, func() {
		m := conn.AcquireMessage(conn.Context())
		defer conn.ReleaseMessage(m)
		m.SetCode(codes.Content)
		m.SetToken(token)
		m.SetBody(strings.NewReader("slow"))
		_ = conn.WriteMessage(m)
	})
}

func tagged(w mux.ResponseWriter, r *mux.Message) {
	option := message.Option{ID: message.ETag, Value: etag}
	if _, matches := has(r, message.ETag, etag); matches {
		respond(w, codes.Valid, nil, option)
	} else {
		respond(w, codes.Content, []byte("tagged"), option)
	}
}

func conditional(w mux.ResponseWriter, r *mux.Message) {
	isThere, matches := has(r, message.IfMatch, etag)
	if r.HasOption(message.IfNoneMatch) || isThere && !matches {
		respond(w, codes.PreconditionFailed, nil)
	} else {
		respond(w, codes.Changed, nil)
	}
}

func json(w mux.ResponseWriter, r *mux.Message) {
	if accept, err := r.Accept(); err == nil && accept != message.AppJSON {
		respond(w, codes.NotAcceptable, nil)
		return
	}
	_ = w.SetResponse(codes.Content, message.AppJSON, strings.NewReader("{}"))
}

func links(w mux.ResponseWriter, _ *mux.Message) {
	_ = w.SetResponse(codes.Content, message.AppLinkFormat, strings.NewReader(`</big>;rt="big"`))
}

func router() *mux.Router {
	r := mux.NewRouter()
	for path, handler := range map[string]mux.Handler{
		"/store":            &store{},
		"/big":              fixed(bigBody()),
		"/empty":            fixed(nil),
		"/slow":             get(slow),
		"/count":            newCounter(func(count int) string { return fmt.Sprint(count) }),
		"/bigcount":         newCounter(func(count int) string { return strings.Repeat(fmt.Sprint(count%10), 3000) }),
		"/etag":             get(tagged),
		"/json":             get(json),
		"/conditional":      only(codes.PUT, conditional),
		"/.well-known/core": get(links),
		"/upload": only(codes.PUT, func(w mux.ResponseWriter, r *mux.Message) {
			respond(w, codes.Changed, []byte(digest(bodyOf(r))))
		}),
	} {
		_ = r.Handle(path, handler)
	}
	return r
}
