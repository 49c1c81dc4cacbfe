package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.permit;
import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Evidence knows which documents it named, whatever becomes of account and document since. */
@IdentitySlice
@Clause("issue 6 item 3: evidence knows its document")
class EvidenceDocumentsTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Standings.Reason WHY = new Standings.Reason("case-7");
  private static final Approval EYES = Window.approved(WHY);

  @Autowired private Enrolments enrolments;
  @Autowired private Merges merges;
  @Autowired private EvidenceWithdrawals withdrawals;
  @Autowired private Erasures erasures;
  @Autowired private CitizenImport imports;
  @Autowired private PersonLookups lookups;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final String phone = ProofFixtures.phone();

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  private ProofFixtures.Builder police() {
    return proof().document(resident(number)).name("林晓月").phone(phone);
  }

  private ProofFixtures.Builder face() {
    return police().by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE);
  }

  private PersonId registered() {
    return ((Enrolment.Created) enrol(police())).person();
  }

  private PersonId nameless() {
    ProofFixtures.Builder network =
        proof()
            .account("police-network", "organisation-1", UUID.randomUUID().toString())
            .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
    return ((Enrolment.Created) enrol(network)).person();
  }

  /** Method and type of document, of the person's own evidence; the oldest first. */
  private List<String> named(PersonId person) {
    return jdbc.sql(
            """
            SELECT e.method || ' ' || d.type
              FROM evidence e
              JOIN evidence_document n ON n.evidence = e.id
              JOIN identity_document d ON d.id = n.document
             WHERE e.person = ? ORDER BY e.recorded_at, e.id, d.type
            """)
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void everyPieceKnowsTheDocumentsThatItNamedAndNoOther() {
    var papers = PersonFacts.none().holding(permit("H" + number.substring(9, 17)));
    PersonId person =
        ((Enrolment.Created)
                enrol(
                    police()
                        .and(Method.TRAVEL_DOCUMENT_MATCH, "immigration", papers)
                        .and(Method.PHONE_POSSESSION, "carrier", PersonFacts.none())))
            .person();

    assertThat(named(person))
        .containsExactlyInAnyOrder("NAME_NUMBER_MATCH 111", "TRAVEL_DOCUMENT_MATCH 516");
  }

  @Test
  void aProofThatIsNoStrongerIsKnownWithItsDocumentToo() {
    PersonId person = registered();

    enrol(face());
    enrol(police());

    assertThat(named(person))
        .containsExactly(
            "NAME_NUMBER_MATCH 111", "LIVE_PORTRAIT_MATCH 111", "NAME_NUMBER_MATCH 111");
  }

  @Test
  void whatWasTakenOverFromAnEarlierSystemNamedTheDocumentThere(@TempDir Path folder)
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("one.csv"),
            "document_number,name,phone,phone_used_at,level,created_at\n"
                + "%s,林晓月,%s,,P2,2026-01-01\n".formatted(number, phone));

    imports.run(file, new CitizenImport.Options("portal", WHY, false, Optional.empty()), _ -> {});

    assertThat(named(Window.holders(lookups, number).getFirst())).containsExactly("MIGRATED 111");
  }

  @Test
  void nobodyChangesOrForgetsItOfTheLiving() {
    PersonId person = registered();

    assertThatThrownBy(() -> onEach(person, "UPDATE evidence_document SET document = document"))
        .hasMessageContaining("only ever appended");
    assertThatThrownBy(() -> onEach(person, "DELETE FROM evidence_document"))
        .hasMessageContaining("only ever appended");
    assertThat(named(person)).hasSize(1);
  }

  private void onEach(PersonId person, String statement) {
    jdbc.sql(statement + " WHERE evidence IN (SELECT id FROM evidence WHERE person = ?)")
        .param(person.value())
        .update();
  }

  @Test
  @Clause("PIPL 47")
  void whoIsErasedTakesTheirDocumentAlsoOutOfTheProofsOfWhomTheyWereOneWith() {
    PersonId kept = nameless();
    PersonId gone = registered();
    assertThat(merges.merge(kept, gone, EYES, BROWSER)).isEqualTo(Merges.Outcome.DONE);
    assertThat(enrol(police())).isEqualTo(new Enrolment.Recognised(kept));
    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Merges.Outcome.DONE);
    assertThat(named(kept)).as("a merge undone leaves them").hasSize(1);
    assertThat(named(gone)).hasSize(1);

    assertThat(erasures.erase(gone, EYES, BROWSER)).isEqualTo(Erasures.Outcome.ERASED);

    assertThat(named(gone)).isEmpty();
    assertThat(named(kept)).isEmpty();
    assertThat(methods(kept)).as("how they were proven").contains("NAME_NUMBER_MATCH");
  }

  private List<IdentityDocument> unproven(PersonId person) {
    var asking = new PersonLookups.Asking(WHY, WHY, Optional.empty());
    return lookups.byId(person, asking, BROWSER).getFirst().unproven();
  }

  @Test
  @Clause("L3")
  void anOperatorSeesOfWhichDocumentAllThatNamedItWasWithdrawn() {
    PersonId person = registered();
    enrol(face());
    assertThat(unproven(person)).isEmpty();

    withdrawals.withdraw(person, Method.NAME_NUMBER_MATCH, Optional.empty(), EYES, BROWSER);
    assertThat(unproven(person)).as("a face named it too").isEmpty();
    withdrawals.withdraw(person, Method.LIVE_PORTRAIT_MATCH, Optional.empty(), EYES, BROWSER);

    assertThat(unproven(person)).containsExactly(resident(number));
    enrol(face());
    assertThat(unproven(person)).as("named anew").isEmpty();
  }

  private List<String> methods(PersonId person) {
    return jdbc.sql("SELECT method FROM evidence WHERE person = ?")
        .param(person.value())
        .query(String.class)
        .list();
  }
}
