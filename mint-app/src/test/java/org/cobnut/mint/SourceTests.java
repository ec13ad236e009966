package org.cobnut.mint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for the sources of all modules: methods and files can be read at once, and no test is skipped by its
/// name.
class SourceTests {

    private static final int METHOD_LINES = 40;
    private static final int FILE_LINES = 400;

    @Test
    void methodsAndFilesAreShort() throws IOException {
        var sources = sources("main");
        var tooLong = new ArrayList<String>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            var lengths = new Lengths(Trees.instance(task), tooLong);
            task.parse().forEach(unit -> lengths.scan(unit, unit));
        }

        assertThat(sources).hasSizeGreaterThan(20);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void surefireFindsEveryTest() throws IOException {
        var overlooked = new ArrayList<Path>();
        for (var source : sources("test")) {
            var isFound = source.toString().matches(".*(Tests|Contract)\\.java");
            if (!isFound && Files.readString(source).matches("(?s).*\\n    @(Parameterized)?Test\\n.*")) {
                overlooked.add(source);
            }
        }

        assertThat(overlooked).isEmpty();
    }

    private static List<Path> sources(String kind) throws IOException {
        var root = Path.of("").toAbsolutePath().getParent();
        var sources = new ArrayList<Path>();
        try (var modules = Files.newDirectoryStream(root, module -> Files.exists(module.resolve("pom.xml")))) {
            for (var module : modules) {
                sources.addAll(javaFiles(module.resolve("src").resolve(kind).resolve("java")));
            }
        }
        return sources;
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        if (Files.notExists(root)) {
            return List.of();
        }
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static final class Lengths extends TreePathScanner<Void, CompilationUnitTree> {

        private final Trees trees;
        private final List<String> tooLong;

        Lengths(Trees trees, List<String> tooLong) {
            this.trees = trees;
            this.tooLong = tooLong;
        }

        @Override
        public Void visitCompilationUnit(CompilationUnitTree tree, CompilationUnitTree unit) {
            var end = trees.getSourcePositions().getEndPosition(unit, tree);
            note(unit, "", lines(unit, 0, end), FILE_LINES);
            return super.visitCompilationUnit(tree, unit);
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            var body = method.getBody();
            if (body != null && trees.getSourcePositions().getStartPosition(unit, body) >= 0) {
                var positions = trees.getSourcePositions();
                var length = lines(unit, positions.getStartPosition(unit, body), positions.getEndPosition(unit, body));
                note(unit, "#" + method.getName(), length, METHOD_LINES);
            }
            return super.visitMethod(method, unit);
        }

        private static long lines(CompilationUnitTree unit, long start, long end) {
            return unit.getLineMap().getLineNumber(end) - unit.getLineMap().getLineNumber(start) + 1;
        }

        private void note(CompilationUnitTree unit, String member, long lines, int limit) {
            if (lines > limit) {
                tooLong.add(Path.of(unit.getSourceFile().toUri()).getFileName() + member + ": " + lines + " lines");
            }
        }
    }
}
