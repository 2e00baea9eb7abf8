package org.chatrec.node;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The server modules whose jars are published. The archive of the server carries a descriptor with
 * each; here it is written from these lines.
 */
enum ServerModule {
  LANG_PAINLESS("org.opensearch.painless.PainlessModulePlugin", "", ""),
  TRANSPORT_NETTY4(
      "org.opensearch.transport.Netty4ModulePlugin",
      "",
      "permission java.net.SocketPermission \"*\", \"accept,connect\";"),
  ANALYSIS_COMMON("org.opensearch.analysis.common.CommonAnalysisModulePlugin", "", ""),
  INGEST_COMMON("org.opensearch.ingest.common.IngestCommonModulePlugin", "lang-painless", ""),
  MAPPER_EXTRAS("org.opensearch.index.mapper.MapperExtrasModulePlugin", "", ""),
  REINDEX(
      "org.opensearch.index.reindex.ReindexModulePlugin",
      "",
      "permission java.net.SocketPermission \"*\", \"connect\";"),
  LANG_MUSTACHE("org.opensearch.script.mustache.MustacheModulePlugin", "", ""),
  RANK_EVAL("org.opensearch.index.rankeval.RankEvalModulePlugin", "", "");

  private final String pluginClass;
  private final String extended;
  private final String permission;

  ServerModule(String pluginClass, String extended, String permission) {
    this.pluginClass = pluginClass;
    this.extended = extended;
    this.permission = permission;
  }

  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  void describe(Path modules, String serverVersion) {
    Path folder = modules.resolve(folder());
    Folders.write(folder.resolve(PluginZip.DESCRIPTOR), descriptor(serverVersion));
    if (!permission.isEmpty()) {
      Folders.write(folder.resolve(PluginZip.POLICY), "grant {\n  " + permission + "\n};\n");
    }
  }

  private String descriptor(String serverVersion) {
    String common =
        """
        name=%s
        description=server module
        version=%s
        opensearch.version=%s
        java.version=21
        classname=%s
        """
            .formatted(folder(), serverVersion, serverVersion, pluginClass);
    return extended.isEmpty() ? common : common + "extended.plugins=" + extended + "\n";
  }
}
