package org.chatrec.conversation.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on a local socket that speaks the chat completions protocol, well or badly. */
public final class ScriptedLlmServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the server does with a request once it has read it. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(String requestBody, Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger mostActive = new AtomicInteger();
  private volatile Behaviour behaviour;

  public ScriptedLlmServer(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    handlers.execute(this::accept);
  }

  public String baseUrl() {
    return "http://"
        + listener.getInetAddress().getHostAddress()
        + ":"
        + listener.getLocalPort()
        + "/v1";
  }

  public LlmSettings settings(Duration timeout, int concurrent) {
    return LlmSettings.openAi(baseUrl(), "test-model", timeout, LlmLimits.of(concurrent, 100_000))
        .askingAlways();
  }

  /** Calls it with a key that it is bound to. */
  public LlmClient client(LlmSettings settings) {
    return LlmClient.of(settings, "secret-key");
  }

  /** The head of each request, as it came. */
  public List<String> heads() {
    return heads;
  }

  public List<String> requests() {
    return requests;
  }

  public int mostActive() {
    return mostActive.get();
  }

  public void behave(Behaviour next) {
    behaviour = next;
  }

  /** Answers with these texts in turn, the last one again and again. */
  public static Behaviour says(String... texts) {
    AtomicInteger count = new AtomicInteger();
    return (request, socket) ->
        send(socket, 200, completion(texts[Math.min(count.getAndIncrement(), texts.length - 1)]));
  }

  public static Behaviour status(int status) {
    return (request, socket) -> send(socket, status, "{\"error\":{\"message\":\"no\"}}");
  }

  /** Refuses with these words. */
  public static Behaviour refuses(int status, String body) {
    return (request, socket) -> send(socket, status, body);
  }

  public static Behaviour raw(String body) {
    return (request, socket) -> send(socket, 200, body);
  }

  /** Never answers; ends when the client or the server hangs up. */
  public Behaviour silence() {
    return (request, socket) -> closing.await();
  }

  public static Behaviour reset() {
    return (request, socket) -> socket.setSoLinger(true, 0);
  }

  /** A byte at a time, for ever. */
  public Behaviour trickle() {
    return (request, socket) -> {
      head(socket, 200, 1_000_000);
      while (!closing.await(100, TimeUnit.MILLISECONDS)) {
        write(socket, " ");
      }
    };
  }

  /** As fast as the client reads, for ever. */
  public Behaviour flood() {
    return (request, socket) -> {
      write(
          socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
      String block = " ".repeat(8192);
      while (closing.getCount() > 0) {
        write(socket, block);
      }
    };
  }

  public static String completion(String text) {
    try {
      return JSON.writeValueAsString(
          Map.of(
              "id",
              "c1",
              "object",
              "chat.completion",
              "created",
              1,
              "model",
              "test-model",
              "choices",
              List.of(
                  Map.of(
                      "index",
                      0,
                      "finish_reason",
                      "stop",
                      "message",
                      Map.of("role", "assistant", "content", text))),
              "usage",
              Map.of("prompt_tokens", 11, "completion_tokens", 7, "total_tokens", 18)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void send(Socket socket, int status, String body) throws IOException {
    head(socket, status, body.getBytes(StandardCharsets.UTF_8).length);
    write(socket, body);
  }

  private static void head(Socket socket, int status, int length) throws IOException {
    write(
        socket,
        "HTTP/1.1 "
            + status
            + " Status\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + length
            + "\r\n\r\n");
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        handlers.execute(() -> handle(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void handle(Socket socket) {
    try (socket) {
      requests.add(read(new BufferedInputStream(socket.getInputStream())));
      mostActive.accumulateAndGet(active.incrementAndGet(), Math::max);
      behaviour.answer(requests.getLast(), socket);
    } catch (IOException e) {
      // The client hung up, as it does at its deadline.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      active.decrementAndGet();
      open.remove(socket);
    }
  }

  private String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("closed");
      }
      head.append((char) c);
    }
    heads.add(head.toString());
    int length =
        head.toString()
            .lines()
            .filter(l -> l.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(l -> Integer.parseInt(l.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    handlers.shutdownNow();
  }
}
