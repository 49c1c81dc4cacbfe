package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.FoundPerson;
import cn.tongxing.idp.identity.PersonLookups;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class LookPersonsUp implements PersonLookups {

  private final DocumentRows documents;
  private final PhoneRows phones;
  private final DescribeAccounts accounts;
  private final Audit audit;

  LookPersonsUp(DocumentRows documents, PhoneRows phones, DescribeAccounts accounts, Audit audit) {
    this.documents = documents;
    this.phones = phones;
    this.accounts = accounts;
    this.audit = audit;
  }

  @Override
  @Transactional
  public List<FoundPerson> byDocument(String number, Asking asking, RequestOrigin origin) {
    return told("document", documents.holders(number), asking, origin);
  }

  @Override
  @Transactional
  public List<FoundPerson> byPhone(PhoneNumber phone, Asking asking, RequestOrigin origin) {
    List<PersonId> bound = phones.bindings(phone).stream().map(BoundPhone::person).toList();
    return told("phone", bound, asking, origin);
  }

  @Override
  @Transactional
  public List<FoundPerson> byId(PersonId person, Asking asking, RequestOrigin origin) {
    return told("id", List.of(person), asking, origin);
  }

  @Override
  @Transactional
  public List<PersonId> holders(String number, Asking asking, RequestOrigin origin) {
    List<PersonId> found = documents.holders(number);
    record("document", found, asking, origin);
    return found;
  }

  private List<FoundPerson> told(
      String by, List<PersonId> persons, Asking asking, RequestOrigin origin) {
    List<FoundPerson> found = persons.stream().map(accounts::of).flatMap(Optional::stream).toList();
    record(by, found.stream().map(FoundPerson::id).toList(), asking, origin);
    return found;
  }

  private void record(String by, List<PersonId> found, Asking asking, RequestOrigin origin) {
    AuditEvent who =
        AuditEvent.of(AuditEventType.PERSON_LOOKED_UP, origin)
            .detail("by", by)
            .detail("operator", asking.operator().code())
            .detail("reason", asking.reason().code());
    AuditEvent event = asking.number().map(each -> who.detail("case", each.code())).orElse(who);
    found.forEach(each -> audit.record(event.person(each)));
    if (found.isEmpty()) {
      audit.record(event);
    }
  }
}
