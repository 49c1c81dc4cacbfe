package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Standings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is made of an option as it was typed; a refusal is wrong usage of the option. */
final class TypedOption {

  private TypedOption() {}

  static <T> T made(@Nullable CommandSpec spec, String option, Supplier<T> of) {
    try {
      return of.get();
    } catch (IllegalArgumentException refused) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), option + ": " + refused.getMessage());
    }
  }

  /** A file that is there: said before a server is opened for it. */
  static Path readable(@Nullable CommandSpec spec, String option, Path file) {
    return made(
        spec,
        option,
        () -> {
          if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is no file that this user can read");
          }
          return file;
        });
  }

  /**
   * As a code for the trail, where it stays: no reason is somebody's document. Where the number of
   * a case has no option of its own it is a reason, and what can hardly be one is refused alone.
   */
  static Standings.Reason code(@Nullable CommandSpec spec, String option, @Nullable String typed) {
    return made(
        spec,
        option,
        () -> {
          var code = new Standings.Reason(Objects.requireNonNull(typed));
          boolean ofCase = Objects.requireNonNull(spec).findOption("--case") != null;
          if (option.equals("--reason") && (ofCase ? code.isLikeDocument() : code.isDocument())) {
            throw new IllegalArgumentException(
                "a word, and no number of a document; the number of a case is "
                    + (ofCase ? "for --case" : "written case-NUMBER"));
          }
          return code;
        });
  }
}
