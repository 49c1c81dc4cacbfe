package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The steps of a sign-in by the names that stand in their addresses, and which of them a person can
 * go back to. What was proven is never undone by that, and what was typed is shown again.
 */
public final class Steps {

  /** The first of all. */
  public static final String CHOICE = "choose-method";

  static final String PHONE = "phone-form";
  static final String FORM = "adapter-form";
  static final String PASSWORD = "password-form";

  /** What built-in ways ask for. */
  private static final Set<String> NOT_OF_FORMS = Set.of("phone", "identifier");

  private Steps() {}

  /** The step that is due. */
  public static String of(Transaction transaction) {
    return switch (transaction.stage()) {
      case Stage.Choosing _, Stage.Away _ -> CHOICE;
      case Stage.AskPassword _ -> PASSWORD;
      case Stage.AskPhone _ -> PHONE;
      case Stage.AskCode _ -> "code-form";
      case Stage.AskPerson _ -> "choose-person";
      case Stage.AskPasskey _ -> "passkey-form";
      case Stage.AskForm _ -> FORM;
      case Stage.Scan _ -> "qr-code";
      case Stage.Wait _ -> "waiting";
      case Stage.Down _ -> "way-unavailable";
      case Stage.Refused _ -> "proof-refused";
      case Stage.Offer _ -> "offer-credential";
      case Stage.Done _ -> "over";
    };
  }

  /** The steps before it, the nearest first; none once there is nothing to go back to. */
  public static List<String> before(Transaction transaction) {
    List<String> before = new ArrayList<>();
    switch (transaction.stage()) {
      case Stage.Choosing _, Stage.Away _, Stage.Offer _, Stage.Done _ -> {
        return List.of();
      }
      case Stage.AskCode(_, _, _, _, _, boolean fixed, _) -> {
        if (!fixed) {
          before.add(PHONE);
        }
        ownForm(transaction, before);
      }
      case Stage.AskPhone _, Stage.Refused _ -> ownForm(transaction, before);
      case Stage.AskPassword _,
          Stage.AskPerson _,
          Stage.AskPasskey _,
          Stage.AskForm _,
          Stage.Scan _,
          Stage.Wait _,
          Stage.Down _ -> {}
    }
    before.add(CHOICE);
    return List.copyOf(before);
  }

  private static void ownForm(Transaction transaction, List<String> before) {
    switch (transaction.way()) {
      case Ways.PASSWORD -> before.add(PASSWORD);
      case Ways.SMS, Ways.PASSKEY -> {}
      default -> {
        if (typed(transaction)) {
          before.add(FORM);
        }
      }
    }
  }

  /** Whether an adapter's form was filled in. */
  private static boolean typed(Transaction transaction) {
    return transaction.typed().keySet().stream().anyMatch(name -> !NOT_OF_FORMS.contains(name));
  }

  /** Whether a field belongs to an adapter's form. */
  static boolean isOfForm(String field) {
    return !NOT_OF_FORMS.contains(field);
  }
}
