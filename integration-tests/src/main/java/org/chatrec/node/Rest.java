package org.chatrec.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A small client of the REST interface: JSON in, JSON out, no retries. */
public final class Rest {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final JsonMapper JSON = new JsonMapper();

  private final URI root;
  private final Access access;
  private final HttpClient http;

  /**
   * A client without a name.
   *
   * @param root scheme, host and port
   */
  public Rest(URI root) {
    this(root, Access.ANONYMOUS);
  }

  /**
   * @param root scheme, host and port
   * @param access how to introduce oneself, and whom to trust
   */
  public Rest(URI root, Access access) {
    this(root, access, access.client());
  }

  private Rest(URI root, Access access, HttpClient http) {
    this.root = root;
    this.access = access;
    this.http = http;
  }

  /**
   * What came back.
   *
   * @param status HTTP status
   * @param body the parsed body; a text node when it is not JSON
   */
  public record Answer(int status, JsonNode body) {
    /** This answer's body, when the request went well. */
    public JsonNode orFail() {
      if (status >= 300) {
        throw new IllegalStateException("HTTP " + status + ": " + body);
      }
      return body;
    }
  }

  /** Nobody answers at that address. */
  public static final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreachable(URI address, IOException cause) {
      super(address + " does not answer: " + cause, cause);
    }
  }

  /** A client of the same server under this name. */
  public Rest as(String user, String password) {
    return new Rest(root, access.as(user, password), http);
  }

  /** A client of the same server that gives no name. */
  public Rest anonymous() {
    return new Rest(root, new Access(Optional.empty(), access.trusted()), http);
  }

  /** Where the server is. */
  public URI root() {
    return root;
  }

  /** GET. */
  public Answer get(String path) {
    return send("GET", path, "", "application/json");
  }

  /** PUT with a JSON body. */
  public Answer put(String path, String json) {
    return send("PUT", path, json, "application/json");
  }

  /** POST with a JSON body. */
  public Answer post(String path, String json) {
    return send("POST", path, json, "application/json");
  }

  /** POST of lines, one JSON object each. */
  public Answer postLines(String path, String lines) {
    return send("POST", path, lines, "application/x-ndjson");
  }

  /** DELETE. */
  public Answer delete(String path) {
    return send("DELETE", path, "", "application/json");
  }

  private Answer send(String method, String path, String body, String type) {
    URI address = root.resolve(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    access.authorization().ifPresent(name -> request.header("Authorization", name));
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (IOException e) {
      throw new Unreachable(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + address, e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // _cat and the web page answer text
      return TextNode.valueOf(text);
    }
  }
}
