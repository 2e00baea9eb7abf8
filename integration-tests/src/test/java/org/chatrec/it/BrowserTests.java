package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** The browser that the tests of the web page use reaches the node. */
@OnRealNode
class BrowserTests {
  @Test
  void showsWhatTheNodeAnswers(Rest rest) {
    try (Browser browser = Browser.open()) {
      browser.driver().get(rest.root() + "/_cat/plugins");
      assertThat(browser.driver().getPageSource()).contains("opensearch-knn");
    }
  }
}
