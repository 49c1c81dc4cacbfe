package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.Standings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a command that two operators answer for (four-eyes principle). */
class TwoOperators extends OneOperator {

  @Option(
      names = "--second-operator",
      required = true,
      paramLabel = "CODE",
      description = "who looked at it too and agrees: somebody else")
  private @Nullable String second;

  final Standings.Reason second() {
    return operator("--second-operator", second);
  }

  /** What both agreed to. */
  final Approval approval(Standings.Reason why) {
    return both(() -> new Approval(why, operator().code(), second().code()));
  }

  /** What both answer for, made of the options: refused where the two are one. */
  final <T> T both(Supplier<T> decision) {
    return TypedOption.made(mixee(), "--second-operator", decision);
  }
}
