"""The registers of a small invented district."""

from core.inventory import Inventory
from core.types import Account, Leader, RegisteredColumn, Site, Unit

HOME = "http://www.yunze.gov.cn/"
PART = HOME + "gongkai/site_czj/"


def registers(**changed: tuple[Unit, ...]) -> Inventory:
    """Government, finance and education, the portal and a part of it."""
    units = (
        Unit("qzf", "区人民政府", "government"),
        Unit(
            "qzfb",
            "区政府办公室",
            "department",
            "qzf",
            contact="孙雯",
            phone="0634-6211001",
            emails=("qzfb@yunze.gov.cn",),
        ),
        Unit("czj", "区财政局", "department", "qzf", leaders=(Leader("分管领导", "郑海", "zhenghai@yunze.gov.cn"),)),
        Unit("jyj", "区教育和体育局", "department", "qzf", former=("区教育局",), duties=("education",)),
    )
    sites = (
        Site(
            "portal", "云泽区人民政府门户网站", "qzf", "portal", (HOME,), (HOME,), "qzfb", "3799010001", ("article-20",)
        ),
        Site("czj", "云泽区财政局", "czj", "department", (PART,), (PART,), "qzfb", "", ("disclosure-platform",)),
    )
    columns = (
        RegisteredColumn("portal", "政务公开/通知公告", HOME + "zwgk/tzgg/", "通知公告", "qzfb", "孙雯", 180, True),
        RegisteredColumn(
            "portal", "教育", HOME + "jy/", unit="jyj", exempt="专题已结束", season="01-01/03-31", jumps=True
        ),
    )
    accounts = (Account("yunze-weixin", "qzfb", "weixin", "云泽发布", "gh_0a1b2c"),)
    return Inventory(changed.get("units", units), sites, columns, accounts)
