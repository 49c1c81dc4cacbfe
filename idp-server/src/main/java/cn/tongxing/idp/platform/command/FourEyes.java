package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.Standings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a command that two operators answer for, and why. */
final class FourEyes extends TwoOperators {

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "CODE",
      description = "why, as a code for the trail; nothing personal, and no document's number")
  private @Nullable String reason;

  Standings.Reason reason() {
    return code("--reason", reason);
  }

  Approval approval() {
    return approval(reason());
  }
}
