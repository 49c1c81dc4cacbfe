package cn.tongxing.idp.platform.command;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.identity.TakeOvers.Decision;
import cn.tongxing.idp.identity.TakeOvers.Outcome;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An account that somebody else opened by name and number: two operators decide whose it is. */
abstract class TakeOverCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PERSON", description = PersonCommand.BY_ID)
  private @Nullable UUID person;

  @Mixin private final FourEyes eyes = new FourEyes();

  @Option(
      names = "--case",
      required = true,
      paramLabel = "NUMBER",
      description = "number of the case in the operators' own records, for the trail")
  private @Nullable String caseNumber;

  abstract int run(ApplicationContext server, PersonId person, Decision decision);

  /** What is asked for before the server is opened. */
  void ask() {}

  @Override
  public Integer call() {
    Decision decision = decision();
    ask();
    PersonId who = new PersonId(Objects.requireNonNull(person));
    return OpenServer.with(server -> run(server, who, decision));
  }

  private Decision decision() {
    return eyes.both(() ->
        new Decision(
            eyes.reason(), eyes.code("--case", caseNumber), eyes.operator(), eyes.second()));
  }

  int say(ApplicationContext server, Outcome outcome, String done, PersonId who) {
    PrintWriter out = spec().commandLine().getOut();
    out.println(
        switch (outcome) {
              case DONE -> done;
              case RESTS_ON_MORE ->
                  "The account rests on more than name and number; nothing was changed";
              case NO_ROOM -> "Five persons have this phone; nothing was changed";
              case NOTHING -> "There is no take-over to undo";
              case TAKEN_MEANWHILE ->
                  "A phone or link of before is somebody else's by now; nothing was changed";
              case PARTED_SINCE ->
                  "A merge of the person was undone since the take-over began, and what had ended"
                      + " may be the other account's; nothing was changed";
              case PART_OF_ANOTHER ->
                  "The account became part of another one, which 'citizen find' says: part them"
                      + " first, or name that one; nothing was changed";
              case NOBODY -> "There is no such person who may use the service";
            }
            + ": "
            + PersonCommand.whose(server, who));
    return outcome == Outcome.DONE ? 0 : 1;
  }

  CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  /** {@code citizen take-over}. */
  @Command(
      name = "take-over",
      mixinStandardHelpOptions = true,
      description = {
        "Gives an account that was opened by name and number alone to the holder of the "
            + "document, who stands at the counter with document and phone.",
        "Every phone, password, passkey, linked way, session and grant of before ends "
            + "at once; departments keep the person under the same identifier. Asks for the "
            + "phone number, or reads it from standard input."
      })
  static final class Take extends TakeOverCommand {

    private @Nullable PhoneNumber phone;

    @Override
    void ask() {
      phone = TypedNumber.phone(spec(), "Phone number: ");
    }

    @Override
    int run(ApplicationContext server, PersonId person, Decision decision) {
      return run(server, person, Objects.requireNonNull(phone), decision);
    }

    int run(ApplicationContext server, PersonId person, PhoneNumber bound, Decision decision) {
      Outcome outcome =
          server.getBean(TakeOvers.class).atCounter(person, bound, decision, RequestOrigin.SERVER);
      return say(server, outcome, "Taken over, with the phone " + bound.masked(), person);
    }
  }

  /** {@code citizen undo-take-over}. */
  @Command(
      name = "undo-take-over",
      mixinStandardHelpOptions = true,
      description = {
        "Undoes the last take-over of an account, whichever way it came about: what "
            + "came in with it ends, and phones, passwords, passkeys and linked ways of "
            + "before are back.",
        "Sessions and grants are not: everybody signs in anew."
      })
  static final class Undo extends TakeOverCommand {

    @Override
    int run(ApplicationContext server, PersonId person, Decision decision) {
      Outcome outcome =
          server.getBean(TakeOvers.class).undo(person, decision, RequestOrigin.SERVER);
      return say(server, outcome, "Undone", person);
    }
  }
}
