package cn.tongxing.idp.platform;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.identity.Subjects;
import cn.tongxing.idp.kernel.HolderId;
import org.springframework.stereotype.Component;

/** What clients call a holder: what identity keeps for their sector. */
@Component
class SubjectsOfSectors implements PairwiseSubjects {

  private final Subjects subjects;

  SubjectsOfSectors(Subjects subjects) {
    this.subjects = subjects;
  }

  @Override
  public String subject(Client client, HolderId holder) {
    return subjects.of(holder, client.tokens().sector());
  }
}
