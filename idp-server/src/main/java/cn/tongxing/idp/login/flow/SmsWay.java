package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.page.Page.Problem;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A code to a bound phone; where a family shares the phone, which of them it is. */
@Component
class SmsWay {

  private final PhoneCredentials phones;
  private final Audit audit;

  SmsWay(PhoneCredentials phones, Audit audit) {
    this.phones = phones;
    this.audit = audit;
  }

  /** The phone is proven: who may sign in by it? */
  Next phoneProven(Transaction transaction, PhoneNumber phone, Visitor visitor) {
    List<PhoneCredentials.Holder> holders = phones.holders(phone);
    if (holders.isEmpty()) {
      audit.record(
          visitor
              .event(AuditEventType.SIGN_IN_REFUSED, transaction, Ways.SMS)
              .detail("reason", "no-account"));
      Problem problem = new Problem("login.failed", List.of(), "");
      return new Next.Show(transaction.at(new Stage.Refused(problem)));
    }
    if (holders.size() == 1) {
      return shown(transaction, holders.getFirst().person());
    }
    List<Stage.Candidate> candidates = new ArrayList<>();
    for (PhoneCredentials.Holder holder : holders) {
      String label = holder.name().map(PersonName::masked).orElse("*");
      candidates.add(new Stage.Candidate(holder.person(), label));
    }
    return new Next.Show(transaction.at(new Stage.AskPerson(candidates, Problems.none())));
  }

  /** The value of a choice is its place in the list that the transaction keeps. */
  Next answer(Transaction transaction, Stage.AskPerson asked, Action action) {
    String value = action.field("person");
    for (int i = 0; i < asked.candidates().size(); i++) {
      if (action.is("submit") && value.equals(Integer.toString(i + 1))) {
        return shown(transaction, asked.candidates().get(i).person());
      }
    }
    return new Next.Show(
        transaction.at(
            new Stage.AskPerson(asked.candidates(), Problems.field("person.blank", "person"))));
  }

  private static Next shown(Transaction transaction, PersonId person) {
    return new Next.PersonShown(
        transaction, new Transaction.Shown(person, Ways.SMS, Set.of(Factor.SMS)));
  }
}
