package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
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
      description = {
        "who answers for it, as your own records name them:",
        "2 to 64 letters, digits, - _ ."
      })
  private @Nullable String operator;

  final Standings.Reason operator() {
    return operator("--operator", operator);
  }

  /**
   * Has a command carried out whose own events name nobody: who gave it stands in the trail before.
   */
  final int with(ToIntFunction<ApplicationContext> work) {
    String who = operator().code(); // wrong usage is said before anything starts
    return OpenServer.with(server -> {
      note(server, who);
      return work.applyAsInt(server);
    });
  }

  /** Likewise, of one that is asked first whether it is meant. */
  final void note(ApplicationContext server, String who) {
    String command = Objects.requireNonNull(mixee).qualifiedName().replaceFirst("^idp ", "");
    server
        .getBean(Audit.class)
        .record(
            AuditEvent.of(AuditEventType.COMMAND_GIVEN, RequestOrigin.SERVER)
                .detail("operator", who)
                .detail("command", command));
  }

  /** Somebody's code in the operator's own records: one sign names nobody, and a slash two. */
  final Standings.Reason operator(String option, @Nullable String typed) {
    return TypedOption.made(mixee, option, () -> name(Objects.requireNonNull(typed)));
  }

  /** Whatever is wrong with it, the whole form is said. */
  private static Standings.Reason name(String typed) {
    if (typed.length() < 2 || typed.contains("/") || !Standings.Reason.isOne(typed)) {
      throw new IllegalArgumentException(
          "2 to 64 letters, digits, - _ . without eleven digits in a row");
    }
    return new Standings.Reason(typed);
  }

  /** An option's value as a code for the trail. */
  final Standings.Reason code(String option, @Nullable String typed) {
    return TypedOption.code(mixee, option, typed);
  }

  final @Nullable CommandSpec mixee() {
    return mixee;
  }
}
