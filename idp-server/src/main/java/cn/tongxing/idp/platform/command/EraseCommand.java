package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.Erasures;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;

/** Erases one person: by four eyes. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Erases a person at their wish (PIPL 47), with whoever was merged into them, for ever.",
      "Name, documents, phones, factors and links go, and the key that sealed them; sessions and "
          + "all that departments hold for them end. The trail stays. Backups hold what they held "
          + "until they expire: docs/operations/citizens.md."
    })
final class EraseCommand extends ApprovedCommand {

  @Override
  int act(ApplicationContext server, PersonId person, Approval approval) {
    return switch (server.getBean(Erasures.class).erase(person, approval, RequestOrigin.SERVER)) {
      case ERASED -> say(0, "Erased: " + person + ". It cannot be undone.");
      case ALREADY -> say(0, "The person was erased before: " + person + ". Nothing was changed.");
      case UNKNOWN -> say(1, "There is no such person: " + person + ". Nothing was changed.");
      case HELD ->
          say(
              1,
              "An operator has shut the person out, or the counter has frozen the account: close"
                  + " that case first. Nothing was changed.");
      case PART_OF_ANOTHER ->
          say(
              1,
              "The account became part of another one: 'citizen find' says of which. Erase that"
                  + " one, or part them first. Nothing was changed.");
      case JUST_MERGED ->
          say(1, "An account was merged or parted at this moment. Nothing was changed: again.");
    };
  }
}
