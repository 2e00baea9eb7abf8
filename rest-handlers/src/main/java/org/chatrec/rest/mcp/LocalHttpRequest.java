package org.chatrec.rest.mcp;

import java.util.List;
import java.util.Map;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.http.HttpRequest;
import org.opensearch.http.HttpResponse;
import org.opensearch.rest.RestRequest;

/** A request that no client sent: part of the answer to another one. */
record LocalHttpRequest(RestRequest.Method method, String uri, BytesReference content)
    implements HttpRequest {

  @Override
  public Map<String, List<String>> getHeaders() {
    return content.length() == 0 ? Map.of() : Map.of("Content-Type", List.of("application/json"));
  }

  @Override
  public List<String> strictCookies() {
    return List.of();
  }

  @Override
  public HttpVersion protocolVersion() {
    return HttpVersion.HTTP_1_1;
  }

  @Override
  public HttpRequest removeHeader(String header) {
    return this;
  }

  @Override
  public HttpResponse createResponse(RestStatus status, BytesReference body) {
    throw new UnsupportedOperationException("nobody is answered");
  }

  @Override
  public Exception getInboundException() {
    return null;
  }

  @Override
  public void release() {
    // held by the garbage collector alone
  }

  @Override
  public HttpRequest releaseAndCopy() {
    return this;
  }
}
