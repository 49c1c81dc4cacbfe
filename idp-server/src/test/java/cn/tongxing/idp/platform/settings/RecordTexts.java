package cn.tongxing.idp.platform.settings;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the Javadoc of settings records says of each component. */
final class RecordTexts {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private final Map<String, String> texts = new HashMap<>();

  /** Reads the sources of the records. */
  static RecordTexts of(Stream<Class<?>> records) {
    RecordTexts read = new RecordTexts();
    List<Path> files = records.map(RecordTexts::source).distinct().toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        read.new Reader(trees, unit).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  /** The text of the component; else the first sentence of its record. */
  Optional<String> of(Setting setting) {
    String owner = setting.owner().getName();
    return Optional.ofNullable(texts.get(owner + "#" + setting.component()))
        .or(() -> Optional.ofNullable(texts.get(owner)));
  }

  private static Path source(Class<?> record) {
    Class<?> top = record;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    String file = top.getName().replace('.', '/') + ".java";
    try (Stream<Path> found =
        Files.find(
            Path.of("..").toRealPath(),
            20,
            (path, attributes) -> path.endsWith(Path.of("src/main/java", file)))) {
      return found.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Reader extends TreePathScanner<Void, String> {
    private final DocTrees trees;
    private final CompilationUnitTree unit;

    Reader(DocTrees trees, CompilationUnitTree unit) {
      this.trees = trees;
      this.unit = unit;
    }

    @Override
    public Void visitClass(ClassTree type, String outer) {
      String name =
          outer == null
              ? unit.getPackageName() + "." + type.getSimpleName()
              : outer + "$" + type.getSimpleName();
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        texts.put(name, plain(comment.getFirstSentence()));
        comment.getBlockTags().stream()
            .filter(ParamTree.class::isInstance)
            .map(ParamTree.class::cast)
            .forEach(
                param -> texts.put(name + "#" + param.getName(), plain(param.getDescription())));
      }
      return super.visitClass(type, name);
    }
  }

  private static String plain(List<? extends DocTree> text) {
    String source = text.stream().map(DocTree::toString).collect(Collectors.joining());
    // Javadoc's tree shows what is not ASCII as Java escapes.
    return ESCAPE
        .matcher(source)
        .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)))
        .replaceAll("\\s+", " ")
        .replaceAll("\\{@(?:code|link|value) ([^}]*)}", "`$1`")
        .trim();
  }
}
