package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;

import cn.tongxing.idp.identity.store.LookupRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.NamesOfTomorrow;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What a later version of the server keeps of persons is not lost here, and no failure. */
@IdentitySlice
@Clause("C1")
class NamesOfTomorrowTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Enrolments enrolments;
  @Autowired private Profiles profiles;
  @Autowired private Freezes freezes;
  @Autowired private PersonRows persons;
  @Autowired private LookupRows lookups;
  @Autowired private TransactionOperations database;
  @Autowired private JdbcClient jdbc;

  private NamesOfTomorrow names;
  private PersonId person;

  @BeforeEach
  void registered() {
    names = new NamesOfTomorrow(jdbc, database);
    var proof =
        proof()
            .document(resident(ProofFixtures.idNumber()))
            .name("林晓月")
            .phone(ProofFixtures.phone())
            .build();
    person =
        ((Enrolment.Created) enrolments.enrol(proof, new SignInId(UUID.randomUUID()), BROWSER))
            .person();
  }

  private void areNotNow(String table, String column, Runnable read) {
    names.areNotNow(table, column, "person = :id", person.value(), read);
  }

  @Test
  void evidenceOfAMethodThatIsNotKnownHere() {
    areNotNow("evidence", "method", () -> profiles.find(person));
  }

  @Test
  void evidenceThatCameInAWayThatIsNotKnownHere() {
    areNotNow("evidence", "channel", () -> profiles.find(person));
  }

  @Test
  void aDocumentOfAKindThatIsNotKnownHere() {
    areNotNow("identity_document", "type", () -> profiles.find(person));
  }

  @Test
  void aStandingThatIsNotKnownHere() {
    names.areNotNow("person", "status", "id = :id", person.value(), () -> persons.status(person));
    names.areNotNow("person", "status", "id = :id", person.value(), () -> lookups.account(person));
  }

  @Test
  void aFreezeByWhomIsNotKnownHere() {
    freezes.freeze(person, BROWSER);

    areNotNow("account_freeze", "frozen_by", () -> freezes.open(person));
  }
}
