package org.cobnut.cashu.crypto;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Finds the shared library with libsecp256k1 that secp256k1-kmp ships in its jars, for the platform this runs on.
final class NativeLibrary {

    private static final String ROOT = "/fr/acinq/secp256k1/jni/native/";

    private NativeLibrary() {}

    /// Loads the library for the life of `arena`.
    ///
    /// @throws UnsatisfiedLinkError if there is none for this platform or the system refuses to load it
    @SuppressWarnings("restricted") // loading a library is what this class is for
    static SymbolLookup load(Arena arena) {
        try (var library = NativeLibrary.class.getResourceAsStream(resource())) {
            if (library == null) {
                throw new UnsatisfiedLinkError("libsecp256k1 is not shipped for this platform");
            }
            // A directory of its own, which only this user can write: nobody swaps the file before it is loaded.
            var directory = Files.createTempDirectory("cobnut");
            var file = directory.resolve("libsecp256k1");
            try {
                Files.copy(library, file);
                return SymbolLookup.libraryLookup(file, arena);
            } finally {
                deleteOrLeaveToTheEnd(file, directory);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UnsatisfiedLinkError("libsecp256k1 cannot be loaded: " + e.getMessage());
        }
    }

    private static String resource() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var machine = System.getProperty("os.arch").replace("amd64", "x86_64").replace("arm64", "aarch64");
        if (system.startsWith("mac")) {
            return ROOT + "darwin/libsecp256k1-jni.dylib";
        }
        if (system.startsWith("windows")) {
            return ROOT + "mingw-" + machine + "/secp256k1-jni.dll";
        }
        return ROOT + system + "-" + machine + "/libsecp256k1-jni.so";
    }

    /// A loaded library needs no file any more, except on Windows, where it goes when the process ends.
    private static void deleteOrLeaveToTheEnd(Path file, Path directory) {
        try {
            Files.deleteIfExists(file);
            Files.delete(directory);
        } catch (IOException _) {
            directory.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
        }
    }
}
