package org.cobnut.mint.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files and folders that only the user who runs the mint may open. A file system without POSIX permissions keeps its
/// own rules.
public final class OwnerOnly {

    private OwnerOnly() {}

    /// Creates the folder, and those above it, where they are missing. An existing folder keeps its permissions.
    public static void createFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder, permissions(folder, "rwx------"));
        }
    }

    /// Creates an empty file in an existing folder.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if there is one
    public static void createFile(Path file) throws IOException {
        Files.createFile(file, permissions(file, "rw-------"));
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        boolean isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
