package cn.tongxing.idp.platform.command;

import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.CitizenTime;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Numbers of documents and phones as an operator types them: what none looks like is a slip. */
final class TypedNumber {

  /** Any state will do: whose passport it is does not change what its number looks like. */
  private static final String SOME_STATE = "US";

  private TypedNumber() {}

  /** Asks for a document number; wrong usage if no document of any type has such a number. */
  static String document(@Nullable CommandSpec spec, String question) {
    String typed = line(spec, question, "document");
    if (!isPossible(typed)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "no document has such a number: a character is missing, too many or wrong");
    }
    return typed;
  }

  /**
   * No server is open yet whose clock could be asked; a number that says a birthday needs a day.
   */
  private static boolean isPossible(String typed) {
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), CitizenTime.ZONE);
    return Arrays.stream(DocumentType.values())
        .anyMatch(type -> IdentityDocument.parse(type, typed, SOME_STATE, today).isPresent());
  }

  private static String line(@Nullable CommandSpec spec, String question, String whose) {
    String typed = Caller.current().line(question);
    if (typed.isBlank()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "nothing was typed: a %s number is asked for, or read from standard input"
              .formatted(whose));
    }
    return typed;
  }

  /** Asks for a phone number. */
  static PhoneNumber phone(@Nullable CommandSpec spec, String question) {
    return PhoneNumber.parse(line(spec, question, "phone"))
        .orElseThrow(() ->
            new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "that is no phone number"));
  }
}
