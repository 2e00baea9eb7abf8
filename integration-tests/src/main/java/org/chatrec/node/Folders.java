package org.chatrec.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the home needs of the file system, with errors that name the path. */
final class Folders {
  private Folders() {}

  static void write(Path file, String text) {
    attempt(file, path -> Files.writeString(path, text));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new LaunchException("cannot read " + file, e);
    }
  }

  /** A file that nobody but its owner reads. */
  static void writeClosed(Path file, byte[] content) {
    attempt(
        file,
        path -> {
          Files.deleteIfExists(path);
          Files.createFile(
              path,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
          Files.write(path, content);
        });
  }

  /** Closes a tree to other accounts. */
  static void close(Path tree) {
    visit(
        tree,
        each ->
            attempt(
                each,
                path ->
                    Files.setPosixFilePermissions(
                        path,
                        PosixFilePermissions.fromString(
                            Files.isDirectory(path) ? "rwx------" : "rw-------"))));
  }

  /** Another file of the same content, closed to other accounts. */
  static void copyClosed(Path from, Path to) {
    attempt(from, path -> writeClosed(to, Files.readAllBytes(path)));
  }

  /** Renames in one step, so that a tree is there whole or not at all. */
  static void move(Path from, Path to) {
    attempt(to, path -> Files.move(from, path, StandardCopyOption.ATOMIC_MOVE));
  }

  static Path create(Path folder) {
    attempt(folder, Files::createDirectories);
    return folder;
  }

  /** Every file below, in a stable order; none where the folder is missing. */
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new LaunchException("cannot list " + folder, e);
    }
  }

  static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    } catch (IOException e) {
      throw new LaunchException("cannot list " + folder, e);
    }
  }

  /** Copies a tree; a hard link where the file system allows it, since jars are only read. */
  static void mirror(Path from, Path to) {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      create(target.getParent());
      attempt(target, path -> linkOrCopy(file, path));
    }
  }

  static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    attempt(tree, path -> Files.walkFileTree(path, new Deleter()));
  }

  static void visit(Path tree, Consumer<Path> action) {
    try (Stream<Path> walk = Files.walk(tree)) {
      walk.forEach(action);
    } catch (IOException | UncheckedIOException e) {
      throw new LaunchException("cannot list " + tree, e);
    }
  }

  static void digest(MessageDigest digest, Path file) {
    attempt(
        file,
        path -> {
          try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
          }
        });
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(from, to);
    }
  }

  private static void attempt(Path path, FileAction action) {
    try {
      action.on(path);
    } catch (IOException | UncheckedIOException e) {
      throw new LaunchException("cannot use " + path, e);
    }
  }

  private interface FileAction {
    void on(Path path) throws IOException;
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path dir, @org.jspecify.annotations.Nullable IOException e) throws IOException {
      if (e != null) {
        throw e;
      }
      Files.delete(dir);
      return FileVisitResult.CONTINUE;
    }
  }
}
