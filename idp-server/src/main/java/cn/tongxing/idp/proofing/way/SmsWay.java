package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
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

  /** The phone is proven: whose is it, of those whose proof is taken? */
  Next phoneProven(Proving proving, PhoneNumber phone, Prover prover) {
    List<PhoneCredentials.Holder> holders =
        phones.holders(phone).stream()
            .filter(holder -> proving.purpose().takes(holder.person()))
            .toList();
    if (holders.isEmpty()) {
      audit.record(
          prover
              .event(AuditEventType.SIGN_IN_REFUSED, proving, Proofs.SMS)
              .detail("reason", "no-account"));
      return new Next.Over(new Progress.NobodysPhone(proving));
    }
    if (holders.size() == 1) {
      return shown(proving, holders.getFirst().person());
    }
    List<Ask.Candidate> candidates = new ArrayList<>();
    for (PhoneCredentials.Holder holder : holders) {
      String label = holder.name().map(PersonName::masked).orElse("*");
      candidates.add(new Ask.Candidate(holder.person(), label));
    }
    return Next.asks(proving, new Ask.Person(candidates, Problem.none()));
  }

  /** The value of a choice is its place in the list that the proving keeps. */
  Next answer(Proving proving, Ask.Person asked, Action action) {
    String value = action.field("person");
    for (int i = 0; i < asked.candidates().size(); i++) {
      if (action.is("submit") && value.equals(Integer.toString(i + 1))) {
        return shown(proving, asked.candidates().get(i).person());
      }
    }
    return Next.asks(
        proving, new Ask.Person(asked.candidates(), Problems.field("person.blank", "person")));
  }

  private static Next shown(Proving proving, PersonId person) {
    return Next.recognised(proving, new Proving.Shown(person, Proofs.SMS, Set.of(Factor.SMS)));
  }
}
