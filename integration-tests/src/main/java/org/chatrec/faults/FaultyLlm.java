package org.chatrec.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A server on a local socket that speaks OpenAI's protocol and misbehaves as the prompt asks: by
 * the {@link Fault#mark()} in it. Bare sockets, so that it can do what no HTTP server would.
 */
public final class FaultyLlm implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TEN_MEGABYTES = 10 << 20;
  private static final String PLAN =
      "{\"intent\":\"search\",\"query\":\"space\",\"filters\":[],\"like_items\":[],\"sort\":[],\"size\":5,"
          + "\"references\":[],\"preferences\":[]%s}";

  private final ServerSocket listener;
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final LongAdder requests = new LongAdder();

  /** Listens on a free port. */
  public FaultyLlm() {
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    handlers.execute(this::accept);
  }

  /** As in the setting {@code chatrec.llm.base_url}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/v1";
  }

  /** Requests so far. */
  public long requests() {
    return requests.sum();
  }

  /** Connections that are open now; none are left once every caller has hung up. */
  public int connections() {
    return open.size();
  }

  /** Waits until so many connections are open; false if they are not by then. */
  public boolean awaitConnections(int count, Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    synchronized (open) {
      while (open.size() != count) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        open.wait(left);
      }
      return true;
    }
  }

  private void changed(Runnable change) {
    synchronized (open) {
      change.run();
      open.notifyAll();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        changed(() -> open.add(socket));
        handlers.execute(() -> handle(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void handle(Socket socket) {
    try (socket) {
      String body = read(new BufferedInputStream(socket.getInputStream()));
      requests.increment();
      answer(Fault.in(body), body, socket);
    } catch (IOException e) {
      // the client hung up, as it does at its deadline
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      changed(() -> open.remove(socket));
    }
  }

  private void answer(Fault fault, String request, Socket socket)
      throws IOException, InterruptedException {
    switch (fault) {
      case NONE -> send(socket, 200, "", completion(good(request)));
      case NO_ANSWER -> hold(socket);
      case ONE_BYTE_A_SECOND -> trickle(socket);
      case RESET -> socket.setSoLinger(true, 0);
      case UNAUTHORIZED_401 -> send(socket, 401, "", "{\"error\":{\"message\":\"bad key\"}}");
      case TOO_MANY_429 -> send(socket, 429, "Retry-After: 1\r\n", "{\"error\":{}}");
      case SERVER_ERROR_500 -> send(socket, 500, "", "<html>oops");
      case INVALID_JSON -> send(socket, 200, "", completion("{\"intent\": \"search\", \"query\""));
      case FOREIGN_FIELDS -> send(socket, 200, "", completion(foreign(request)));
      case TEN_MEGABYTES -> send(socket, 200, "", completion("x".repeat(TEN_MEGABYTES)));
      case WRONG_SCHEMA -> send(socket, 200, "", completion("{\"answer\":[42]}"));
      case ENDLESS_STREAM -> flood(socket);
    }
  }

  /** Reads on until the client hangs up: otherwise nobody would learn that it did. */
  private static void hold(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // nothing more is expected
    }
  }

  private void trickle(Socket socket) throws IOException, InterruptedException {
    head(socket, 200, "Content-Length: 1000000\r\n");
    while (!closing.await(1, TimeUnit.SECONDS)) {
      write(socket, " ");
    }
  }

  private void flood(Socket socket) throws IOException {
    head(socket, 200, "");
    String block = " ".repeat(8192);
    while (closing.getCount() > 0) {
      write(socket, block);
    }
  }

  private static String good(String request) {
    return isPlan(request)
        ? PLAN.formatted("")
        : explanations("Its title is “" + title(request) + "”.");
  }

  private static String foreign(String request) {
    return isPlan(request)
        ? PLAN.formatted(
            ",\"script\":{\"source\":\"System.exit(1)\"},\"dsl\":{\"match_all\":{}},\"index\":\".chatrec-profiles\"")
        : explanations("It won 11 Oscars.");
  }

  /** The title of the first hit of an explanation's prompt, which is its first evidence. */
  private static String title(String request) {
    try {
      JsonNode messages = JSON.readTree(request).path("messages");
      JsonNode data = JSON.readTree(messages.path(messages.size() - 1).path("content").asText());
      return data.at("/hits/0/evidence/0").asText().replaceFirst("1 title: ", "");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPlan(String request) {
    return request.contains("into a search plan");
  }

  private static String explanations(String sentence) {
    return "{\"explanations\":[{\"hit\":1,\"sentences\":[{\"text\":"
        + quoted(sentence)
        + ",\"cites\":[1]}]}]}";
  }

  private static String completion(String content) {
    ObjectNode answer = JSON.createObjectNode().put("id", "1").put("object", "chat.completion");
    answer.put("created", 1).put("model", "faulty");
    ObjectNode choice = answer.withArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", content);
    choice.put("finish_reason", "stop");
    answer.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 20);
    return answer.toString();
  }

  private static String quoted(String text) {
    try {
      JsonNode node = JSON.getNodeFactory().textNode(text);
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(Socket socket, int status, String headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    head(socket, status, headers + "Content-Length: " + bytes.length + "\r\n");
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private static void head(Socket socket, int status, String headers) throws IOException {
    write(
        socket,
        "HTTP/1.1 %s Status\r\nContent-Type: application/json\r\nConnection: close\r\n%s\r\n"
            .formatted(status, headers));
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("closed");
      }
      head.append((char) c);
    }
    int length =
        head.toString()
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      listener.close();
      for (Socket socket : Set.copyOf(open)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    handlers.shutdownNow();
  }
}
