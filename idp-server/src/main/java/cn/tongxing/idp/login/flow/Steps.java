package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Purpose;
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
  static final String TAIL = "document-tail";

  /** What built-in ways ask for. */
  private static final Set<String> NOT_OF_FORMS = Set.of("phone", "identifier");

  private Steps() {}

  /** The step that is due. */
  public static String of(Transaction transaction) {
    return switch (transaction.stage()) {
      case Stage.Choosing _ -> CHOICE;
      case Stage.Asked(Ask ask) -> of(ask);
      case Stage.Offer _ -> "offer-credential";
      case Stage.Linked _ -> "link-added";
      case Stage.Done _ -> "over";
    };
  }

  private static String of(Ask ask) {
    return switch (ask) {
      case Ask.Away _ -> CHOICE;
      case Ask.Password _ -> PASSWORD;
      case Ask.Phone _ -> PHONE;
      case Ask.Code _ -> "code-form";
      case Ask.DocumentTail _ -> TAIL;
      case Ask.NotMine _ -> "not-mine";
      case Ask.Passkey _ -> "passkey-form";
      case Ask.Form _ -> FORM;
      case Ask.Scan _ -> "qr-code";
      case Ask.Wait _ -> "waiting";
      case Ask.Capture _ -> "camera-capture";
      case Ask.Down _ -> "way-unavailable";
      case Ask.Refused _ -> "proof-refused";
    };
  }

  /** The steps before it, the nearest first; none once there is nothing to go back to. */
  public static List<String> before(Transaction transaction) {
    if (transaction.ask().isEmpty() || transaction.ask().get() instanceof Ask.Away) {
      return List.of();
    }
    List<String> before = new ArrayList<>();
    switch (transaction.ask().get()) {
      case Ask.Code code -> {
        if (!code.fixed()) {
          before.add(PHONE);
        }
        ownForm(transaction, before);
      }
      case Ask.Phone _, Ask.Scan _, Ask.Wait _, Ask.Capture _, Ask.Down _, Ask.Refused _ ->
          ownForm(transaction, before);
      case Ask.DocumentTail _ -> before.add(PHONE);
      case Ask.NotMine notMine -> {
        if (!notMine.done()) {
          before.add(TAIL); // once it is done, nobody's number is left to be asked for
        }
        before.add(PHONE);
      }
      case Ask.Password _, Ask.Passkey _ -> {
        if (transaction.proving().isAfterTail()) {
          before.addAll(List.of(TAIL, PHONE)); // chosen there instead
        }
      }
      case Ask.Form _, Ask.Away _ -> {} // a way's first question
    }
    if (!(transaction.request().purpose() instanceof Purpose.NewPhone)) {
      before.add(CHOICE); // there the phone is all that is asked for
    }
    return List.copyOf(before);
  }

  private static void ownForm(Transaction transaction, List<String> before) {
    switch (transaction.way()) {
      case Proofs.PASSWORD -> before.add(PASSWORD);
      case Proofs.SMS, Proofs.PASSKEY -> {}
      default -> {
        if (transaction.proving().attempt().filled()) {
          before.add(FORM);
        }
      }
    }
  }

  /** The proving on the way that a step before belongs to: a code's, where another was chosen. */
  static Proving ofStep(Transaction transaction) {
    Proving proving = transaction.proving();
    return transaction
        .ask()
        .filter(ask -> ask instanceof Ask.Password || ask instanceof Ask.Passkey)
        .map(_ -> proving.on(Proofs.SMS))
        .orElse(proving);
  }

  /** Whether a field belongs to an adapter's form. */
  static boolean isOfForm(String field) {
    return !NOT_OF_FORMS.contains(field);
  }
}
