package hourglass.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A real HTTP server that gives recorded answers, all four services and the identity provider in one. An answer set
/// for `METHOD PATH` is given again and again; several are given in turn, the last one for ever.
final class FakeService implements AutoCloseable {

    /// What came in.
    record Call(String method, String path, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    private record Told(int status, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Told>> answers = new ConcurrentHashMap<>();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    final String url;

    /// Answers wait for this; open unless a test closes it.
    volatile CountDownLatch hold = new CountDownLatch(0);

    FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        url = "http://localhost:" + server.getAddress().getPort();
        on("GET /.well-known/hourglass", """
                {"issuer":"%s","clientId":"hourglass-cli","scope":"hourglass",
                 "services":{"request":"%s","policy":"%s","grant":"%s","audit":"%s"}}
                """.formatted(url, url, url, url, url));
        on("GET /.well-known/openid-configuration", """
                {"issuer":"%s","token_endpoint":"%s/token","device_authorization_endpoint":"%s/device",
                 "revocation_endpoint":"%s/revoke"}
                """.formatted(url, url, url, url));
    }

    FakeService on(String call, String body) {
        return on(call, 200, Map.of(), body);
    }

    FakeService on(String call, int status, Map<String, String> headers, String body) {
        answers.computeIfAbsent(call, key -> new ArrayDeque<>()).add(new Told(status, headers, body));
        return this;
    }

    FakeService problem(String call, int status, String type, String title, String detail) {
        return on(call, status, Map.of(), """
                {"type":"/problems/%s","title":"%s","status":%d,"detail":"%s","traceId":"4bf9"}
                """.formatted(type, title, status, detail));
    }

    /// The calls to this path, with or without a query.
    List<Call> to(String method, String path) {
        return calls.stream()
                .filter(call ->
                        call.method.equals(method) && (call.path.equals(path) || call.path.startsWith(path + "?")))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String path = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(exchange.getRequestMethod(), path, headers, body));
        Told told = next(exchange.getRequestMethod(), path);
        try {
            hold.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        told.headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = told.body.getBytes(StandardCharsets.UTF_8);
        boolean none = told.status == 304 || bytes.length == 0;
        exchange.sendResponseHeaders(told.status, none ? -1 : bytes.length);
        if (!none) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
        exchange.close();
    }

    private Told next(String method, String path) {
        List<String> keys = new ArrayList<>(List.of(method + " " + path));
        int query = path.indexOf('?');
        if (query >= 0) {
            keys.add(method + " " + path.substring(0, query));
        }
        for (String key : keys) {
            Deque<Told> told = answers.get(key);
            if (told != null) {
                synchronized (told) {
                    return told.size() > 1 ? told.remove() : told.element();
                }
            }
        }
        return new Told(
                404, Map.of(), "{\"type\":\"/problems/not-found\",\"title\":\"There is nothing here\",\"status\":404}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
