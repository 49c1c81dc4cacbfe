package cn.tongxing.idp.proofing.peer;

import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.CitizenNews.Kind;
import cn.tongxing.idp.adapters.PeerHost;
import cn.tongxing.idp.identity.Peers;
import cn.tongxing.idp.identity.PersonErased;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.proofing.store.PeerNewsRows;
import cn.tongxing.idp.proofing.store.PeerNewsRows.News;
import java.security.SecureRandom;
import java.time.Instant;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A row for each upstream that is to be told, but for the one that it came from. */
@Component
class NoteNews implements Peers {

  private final PeerHost host;
  private final PeerNewsRows rows;
  private final SecureRandom random;

  NoteNews(PeerHost host, PeerNewsRows rows, SecureRandom random) {
    this.host = host;
    this.rows = rows;
    this.random = random;
  }

  @Override
  public boolean hearLevels() {
    return !host.hearing(Kind.LEVEL_RAISED).isEmpty();
  }

  @Override
  public void registered(PersonId person, String adapter, String way, Instant at) {
    note(person, Kind.REGISTERED, adapter, way, at);
  }

  @Override
  public void levelRaised(PersonId person, String adapter, String way, Instant at) {
    note(person, Kind.LEVEL_RAISED, adapter, way, at);
  }

  private void note(
      PersonId person, CitizenNews.Kind kind, String adapter, String way, Instant at) {
    for (String each : host.hearing(kind)) {
      if (!each.equals(adapter)) {
        rows.append(new News(TimeOrderedId.at(at, random), person, each, kind, way, at));
      }
    }
  }

  @EventListener
  void on(PersonErased erased) {
    rows.forget(erased.all());
  }
}
