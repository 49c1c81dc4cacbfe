package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.Standings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of a command that two operators answer for (four-eyes principle). */
final class FourEyes {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      description = "why, as a code for the trail; nothing personal")
  private @Nullable String reason;

  @Option(
      names = "--operator",
      required = true,
      paramLabel = "CODE",
      description = "who decides, as your own records name them")
  private @Nullable String operator;

  @Option(
      names = "--second-operator",
      required = true,
      paramLabel = "CODE",
      description = "who looked at it too and agrees: somebody else")
  private @Nullable String second;

  Standings.Reason reason() {
    return code("--reason", reason);
  }

  Standings.Reason operator() {
    return code("--operator", operator);
  }

  Standings.Reason second() {
    return code("--second-operator", second);
  }

  /** An option's value as a code for the trail. */
  Standings.Reason code(String option, @Nullable String typed) {
    return TypedOption.code(mixee, option, typed);
  }

  /** What both answer for, made of the options: refused where the two are one. */
  <T> T both(Supplier<T> decision) {
    return TypedOption.made(mixee, "--second-operator", decision);
  }

  Approval approval() {
    return both(() -> new Approval(reason(), operator().code(), second().code()));
  }
}
