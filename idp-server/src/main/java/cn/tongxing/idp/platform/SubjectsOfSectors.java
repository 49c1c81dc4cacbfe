package cn.tongxing.idp.platform;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.identity.Subjects;
import cn.tongxing.idp.kernel.PersonId;
import org.springframework.stereotype.Component;

/** What clients call a person: what identity keeps for their sector. */
@Component
class SubjectsOfSectors implements PairwiseSubjects {

  private final Subjects subjects;

  SubjectsOfSectors(Subjects subjects) {
    this.subjects = subjects;
  }

  @Override
  public String subject(Client client, PersonId person) {
    return subjects.of(person, client.tokens().sector());
  }
}
