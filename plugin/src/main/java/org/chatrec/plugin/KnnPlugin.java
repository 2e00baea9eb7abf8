package org.chatrec.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.plugins.PluginsService;

/**
 * Whether the k-NN plugin is installed on this node. It is asked before the server has made any
 * plugin, and two plugins that bring one field type keep a node from starting: so the folders say.
 */
final class KnnPlugin {

  private static final String CLASS = "org.opensearch.knn.plugin.KNNPlugin";

  private KnnPlugin() {}

  static boolean isInstalled(Settings node) {
    if (!Environment.PATH_HOME_SETTING.exists(node)) {
      return false;
    }
    Path plugins = new Environment(node, null).pluginsDir();
    if (!Files.isDirectory(plugins)) {
      return false;
    }
    try {
      for (Path folder : PluginsService.findPluginDirs(plugins)) {
        if (PluginInfo.readFromProperties(folder).getClassname().equals(CLASS)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read which plugins are installed", e);
    }
  }
}
