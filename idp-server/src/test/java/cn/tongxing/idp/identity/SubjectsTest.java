package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.kernel.OrganisationId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

@IdentitySlice
class SubjectsTest {

  @Autowired private Enrolments enrolments;
  @Autowired private Subjects subjects;
  @Autowired private TransactionOperations database;
  @Autowired private PlatformTransactionManager transactions;
  @Autowired private JdbcClient jdbc;

  private PersonId registered() {
    Proof proof =
        proof()
            .document(resident(ProofFixtures.idNumber()))
            .name("林晓月")
            .phone(ProofFixtures.phone())
            .build();
    RequestOrigin browser = new RequestOrigin("203.0.113.7", "test");
    return ((Enrolment.Created) enrolments.enrol(proof, new SignInId(UUID.randomUUID()), browser))
        .person();
  }

  @Test
  @Clause("OIDC Core 8.1")
  void aSubjectStaysAndDiffersBetweenSectorsAndPersons() {
    PersonId person = registered();
    String tax = subjects.of(person, "tax.example");

    assertThat(tax).matches("[A-Za-z0-9_-]{43}");
    assertThat(subjects.of(person, "tax.example")).isEqualTo(tax);
    assertThat(subjects.of(person, "health.example")).isNotEqualTo(tax);
    assertThat(subjects.of(registered(), "tax.example")).isNotEqualTo(tax);
    assertThat(stored(person)).hasSize(2).contains(tax);
  }

  @Test
  void twoFirstQuestionsAtOnceHaveOneAnswer() throws Exception {
    PersonId person = registered();

    List<String> answers = EnrolmentsTest.atOnce(20, () -> subjects.of(person, "tax.example"));

    assertThat(answers).hasSize(20).containsOnly(stored(person).getFirst());
    assertThat(stored(person)).hasSize(1);
  }

  /** The transaction goes on, and commits without it. */
  @Test
  void soIsOneWhoseSavepointWasGivenBack() {
    PersonId person = registered();
    var nested = new TransactionTemplate(transactions);
    nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    database.executeWithoutResult(_ ->
        nested.executeWithoutResult(status -> {
          assertThat(subjects.of(person, "tax.example")).isNotBlank();
          status.setRollbackOnly();
        }));
    assertThat(stored(person)).isEmpty();

    String made = subjects.of(person, "tax.example");

    assertThat(stored(person)).containsExactly(made);
  }

  @Test
  void oneThatWasNeverCommittedIsForgotten() {
    PersonId person = registered();
    database.executeWithoutResult(status -> {
      assertThat(subjects.of(person, "tax.example")).isNotBlank();
      assertThat(subjects.of(person, "tax.example")).isNotBlank();
      status.setRollbackOnly();
    });
    assertThat(stored(person)).isEmpty();

    String made = subjects.of(person, "tax.example");

    assertThat(stored(person)).containsExactly(made);
  }

  @Test
  @Clause("OIDC Core 8.1")
  void anOrganisationHasSubjectsOfItsOwnAndIsNobodysPerson() {
    var organisation = new OrganisationId(UUID.randomUUID());

    String tax = subjects.of(organisation, "tax.example");

    assertThat(tax).matches("[A-Za-z0-9_-]{43}");
    assertThat(subjects.of(organisation, "tax.example")).isEqualTo(tax);
    assertThat(subjects.of(organisation, "health.example")).isNotEqualTo(tax);
    assertThat(stored(new PersonId(organisation.value()))).isEmpty();
    assertThatThrownBy(() -> subjects.of(new PersonId(UUID.randomUUID()), "tax.example"))
        .as("of no person there is")
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  private List<String> stored(PersonId person) {
    return jdbc.sql("SELECT value FROM subject WHERE person = ?")
        .param(person.value())
        .query(String.class)
        .list();
  }
}
