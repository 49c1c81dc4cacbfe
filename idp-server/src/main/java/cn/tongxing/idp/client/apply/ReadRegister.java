package cn.tongxing.idp.client.apply;

import cn.tongxing.idp.client.ClientRegister;
import cn.tongxing.idp.client.store.ClientRows;
import cn.tongxing.idp.client.store.RegisterRows;
import cn.tongxing.idp.kernel.ClientId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class ReadRegister implements ClientRegister {

  private final RegisterRows lines;
  private final ClientRows clients;

  ReadRegister(RegisterRows lines, ClientRows clients) {
    this.lines = lines;
    this.clients = clients;
  }

  @Override
  public List<Entry> all() {
    return lines.all();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Sheet> find(ClientId id) {
    return clients
        .find(id)
        .map(client -> new Sheet(id, EntryWriter.entry(client, clients.secrets(id).keySet())));
  }
}
