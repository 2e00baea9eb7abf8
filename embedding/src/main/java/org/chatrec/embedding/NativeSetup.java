package org.chatrec.embedding;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * What the two native libraries need to know before they are first used. The tokenizer library
 * reads system properties only, so they are set here and nowhere else; one that the administrator
 * has set is left alone.
 */
final class NativeSetup {

  private NativeSetup() {}

  /** Runs a step that may load native code, with everything set for it. */
  static <T> T loading(EmbeddingOptions options, Callable<T> step) throws Exception {
    setProperties(options);
    // the tokenizer library looks for its resources through the context class loader, which on a
    // server's threads
    // does not know this library
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(NativeSetup.class.getClassLoader());
    try {
      return step.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void setProperties(EmbeddingOptions options) {
    // otherwise the library asks the cloud's metadata service who it is
    setUnlessSet("OPT_OUT_TRACKING", "true");
    // otherwise, on a machine with CUDA, it downloads a library of its own for that
    setUnlessSet("RUST_FLAVOR", "cpu");
    Path data = options.dataPath();
    if (data != null) {
      setUnlessSet("DJL_CACHE_DIR", data.toAbsolutePath().toString());
    }
    Path libraries = options.nativePath();
    if (libraries != null) {
      setUnlessSet("onnxruntime.native.path", libraries.toAbsolutePath().toString());
    }
  }

  private static void setUnlessSet(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
