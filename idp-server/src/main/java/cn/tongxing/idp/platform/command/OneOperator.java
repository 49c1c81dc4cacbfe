package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Standings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of a command that an operator answers for. */
class OneOperator {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  @Option(
      names = "--operator",
      required = true,
      paramLabel = "CODE",
      description = "who answers for it, as your own records name them")
  private @Nullable String operator;

  final Standings.Reason operator() {
    return code("--operator", operator);
  }

  /** An option's value as a code for the trail. */
  final Standings.Reason code(String option, @Nullable String typed) {
    return TypedOption.code(mixee, option, typed);
  }

  final @Nullable CommandSpec mixee() {
    return mixee;
  }
}
