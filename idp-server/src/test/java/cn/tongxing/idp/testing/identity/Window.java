package cn.tongxing.idp.testing.identity;

import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.PersonLookups;
import cn.tongxing.idp.identity.PersonLookups.Asking;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.identity.TakeOvers.Decision;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.List;
import java.util.Optional;

/** The two operators at a counter's window. */
public final class Window {

  public static final Reason OPERATOR = new Reason("window-3");
  public static final Reason SECOND = new Reason("window-4");

  private Window() {}

  /** What both decided in a case. */
  public static Decision decided(Case why) {
    return decided(why.reason(), why.number());
  }

  /** What both decided in a case. */
  public static Decision decided(Reason reason, Reason number) {
    return new Decision(reason, number, OPERATOR, SECOND);
  }

  /** Who asks for a person by number, for a case. */
  public static Asking asking(Case why) {
    return Asking.of(OPERATOR, why);
  }

  /** Who has a document of that number. */
  public static List<PersonId> holders(PersonLookups lookups, String number) {
    var asking = new Asking(OPERATOR, new Reason("test"), Optional.empty());
    return lookups.holders(number, asking, RequestOrigin.SERVER);
  }

  /** What both agreed to. */
  public static Approval approved(Reason reason) {
    return new Approval(reason, OPERATOR.code(), SECOND.code());
  }
}
