package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does something to one person, named by id alone, that two operators answer for. */
abstract class ApprovedCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final FourEyes eyes = new FourEyes();

  @Parameters(paramLabel = "PERSON", description = PersonCommand.BY_ID)
  private @Nullable UUID person;

  /** The work; gives the exit code. */
  abstract int act(ApplicationContext server, PersonId person, Approval approval);

  @Override
  public final Integer call() {
    Approval approval = eyes.approval();
    return OpenServer.with(server -> run(server, approval));
  }

  /** The work on an open server; gives the exit code. */
  final int run(ApplicationContext server, Approval approval) {
    return act(server, new PersonId(Objects.requireNonNull(person)), approval);
  }

  final int say(int code, String words) {
    Objects.requireNonNull(spec).commandLine().getOut().println(words);
    return code;
  }
}
