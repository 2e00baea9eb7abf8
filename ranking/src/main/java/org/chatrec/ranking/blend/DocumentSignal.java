package org.chatrec.ranking.blend;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.util.BytesRef;

/**
 * Parts of a few documents that are known by a term of their own; 0 for all others.
 *
 * @param name of the part
 * @param weight what the part is multiplied by
 * @param field whose terms name documents
 * @param parts by term
 */
public record DocumentSignal(String name, double weight, String field, Map<BytesRef, Double> parts)
    implements Signal {

  /** Checks the weight, and copies the parts. */
  public DocumentSignal {
    Signal.checkWeight(name, weight);
    parts = Map.copyOf(parts);
  }

  @Override
  public double maxPart() {
    return parts.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  @Override
  public Leaf leaf(LeafReaderContext context) throws IOException {
    Map<Integer, Double> byDocument = byDocument(context);
    return new Leaf() {
      @Override
      public double part(int doc, float firstPassScore) {
        return byDocument.getOrDefault(doc, 0.0);
      }

      @Override
      public Explanation explain(int doc, float firstPassScore) {
        return Explanation.match(part(doc, firstPassScore), "given for this document");
      }
    };
  }

  private Map<Integer, Double> byDocument(LeafReaderContext context) throws IOException {
    Map<Integer, Double> found = new HashMap<>();
    Terms terms = context.reader().terms(field);
    if (terms == null) {
      return found;
    }
    TermsEnum each = terms.iterator();
    PostingsEnum documents = null;
    for (Map.Entry<BytesRef, Double> part : parts.entrySet()) {
      if (each.seekExact(part.getKey())) {
        documents = each.postings(documents, PostingsEnum.NONE);
        for (int doc = documents.nextDoc();
            doc != DocIdSetIterator.NO_MORE_DOCS;
            doc = documents.nextDoc()) {
          found.put(doc, part.getValue());
        }
      }
    }
    return found;
  }
}
