package cn.tongxing.idp.session.backchannel;

import cn.tongxing.idp.audit.OnceCommitted;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.session.store.LogoutDeliveryRows;
import cn.tongxing.idp.session.store.LogoutDeliveryRows.LogoutDelivery;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Queues logouts in the transaction that ends the session; wakes the delivery when it commits. */
@Component
public class LogoutOutbox {

  private final LogoutDeliveryRows rows;
  private final Clients clients;
  private final PairwiseSubjects subjects;
  private final WakeUp wakeUp;
  private final SecureRandom random;

  LogoutOutbox(
      LogoutDeliveryRows rows,
      Clients clients,
      PairwiseSubjects subjects,
      WakeUp wakeUp,
      SecureRandom random) {
    this.rows = rows;
    this.clients = clients;
    this.subjects = subjects;
    this.wakeUp = wakeUp;
    this.random = random;
  }

  /** One delivery for each participant that is enabled and wants one. */
  public void queue(SessionId session, PersonId person, List<ClientId> participants, Instant at) {
    List<Client> known =
        participants.stream().map(clients::find).flatMap(Optional::stream).toList();
    for (Client client : known) {
      Optional<URI> uri = client.addresses().backchannelLogoutUri();
      if (uri.isPresent()) {
        rows.queue(
            new LogoutDelivery(
                TimeOrderedId.at(at, random),
                session,
                client.id(),
                uri.get(),
                subjects.subject(client, person),
                0,
                at));
      }
    }
    OnceCommitted.run(wakeUp::call);
  }
}
