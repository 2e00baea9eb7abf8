package org.chatrec.node;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of the server and its tools, on the Java that this program runs on.
 *
 * @param home where the jars are
 * @param account whose process it becomes
 */
record JavaCommand(NodeHome home, Account account) {
  private static final String PASSWORD_VARIABLE = "CHATREC_PASSWORD";

  ProcessBuilder server(NodeFiles files, NodeOptions options) {
    List<String> words = java();
    words.addAll(machine(files, options.heap()));
    words.addAll(fromEnvironment());
    words.addAll(options.jvm());
    words.addAll(places(files));
    words.addAll(List.of("-cp", home.lib() + File.separator + "*"));
    words.add("org.opensearch.bootstrap.OpenSearch");
    return started(words, files)
        .redirectErrorStream(true)
        .redirectOutput(files.console().toFile())
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
  }

  ProcessBuilder keystore(NodeFiles files, String... arguments) {
    List<String> words = java();
    words.addAll(places(files));
    words.add("-cp");
    words.add(home.lib() + "/*" + File.pathSeparator + home.folder().resolve("tools") + "/*");
    words.add("org.opensearch.tools.cli.keystore.KeyStoreCli");
    words.addAll(List.of(arguments));
    return started(words, files).redirectErrorStream(true);
  }

  /** What is stored of a password, made by the security plugin's own tool. */
  String hash(String password) {
    List<String> words = java();
    words.add("-cp");
    words.add(home.plugin(NodeHome.SECURITY) + "/*" + File.pathSeparator + home.lib() + "/*");
    words.addAll(List.of("org.opensearch.security.tools.Hasher", "-env", PASSWORD_VARIABLE));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    // not on the command line, where every account can read it
    builder.environment().put(PASSWORD_VARIABLE, password);
    String said = Tools.run("the tool that hashes passwords", builder, "");
    return said.lines()
        .filter(line -> line.startsWith("$2"))
        .findFirst()
        .orElseThrow(() -> new LaunchException("the password could not be hashed: " + said));
  }

  private List<String> java() {
    List<String> words = new ArrayList<>(account.prefix());
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return words;
  }

  private List<String> machine(NodeFiles files, String heap) {
    return List.of(
        "-Xms" + heap,
        "-Xmx" + heap,
        "-javaagent:" + home.agent(),
        "--enable-native-access=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "-XX:+HeapDumpOnOutOfMemoryError",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:HeapDumpPath=" + files.logs(),
        "-XX:ErrorFile=" + files.logs().resolve("hs_err_%p.log"),
        "-XX:-UsePerfData",
        "-Djava.io.tmpdir=" + files.tmp(),
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-Djna.nosys=true",
        "-Dio.netty.noUnsafe=true",
        "-Dio.netty.noKeySetOptimization=true",
        "-Dio.netty.recycler.maxCapacityPerThread=0",
        "-Dlog4j.shutdownHookEnabled=false",
        "-Dlog4j2.disable.jmx=true");
  }

  /** What the server's own start script honours, too: a debugger's port, for instance. */
  private static List<String> fromEnvironment() {
    String options = System.getenv().getOrDefault("OPENSEARCH_JAVA_OPTS", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  private List<String> places(NodeFiles files) {
    return List.of(
        "-Dopensearch.path.home=" + home.folder(),
        "-Dopensearch.path.conf=" + files.config(),
        "-Dopensearch.distribution.type=tar");
  }

  private static ProcessBuilder started(List<String> words, NodeFiles files) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(files.root().toFile());
    // the node's temporary files stay in its own folder
    builder.environment().put("OPENSEARCH_TMPDIR", files.tmp().toString());
    return builder;
  }
}
