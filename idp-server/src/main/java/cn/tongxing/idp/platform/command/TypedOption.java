package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Standings;
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

  /** As a code for the trail. */
  static Standings.Reason code(@Nullable CommandSpec spec, String option, @Nullable String typed) {
    return made(spec, option, () -> new Standings.Reason(Objects.requireNonNull(typed)));
  }
}
