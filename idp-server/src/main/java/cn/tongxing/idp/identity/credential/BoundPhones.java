package cn.tongxing.idp.identity.credential;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.store.PhoneRows;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
class BoundPhones implements PhoneCredentials {

  private final PhoneRows phones;

  BoundPhones(PhoneRows phones) {
    this.phones = phones;
  }

  @Override
  public List<Holder> holders(PhoneNumber phone) {
    return phones.holders(phone).stream()
        .map(each -> new Holder(each.person(), each.name()))
        .toList();
  }
}
