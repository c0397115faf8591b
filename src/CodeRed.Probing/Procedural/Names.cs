namespace CodeRed.Probing.Procedural;

/// <summary>Names for the people, places and things of made questions.</summary>
internal static class Names
{
    /// <summary>First names that no other contains, so that a checker never takes one for another.</summary>
    public static readonly string[] People =
    [
        "Amara", "Bruno", "Chiyo", "Dmitri", "Elena", "Farid", "Greta", "Hassan", "Ingrid", "Jorge", "Kofi", "Leila", "Magnus", "Nadia", "Oskar", "Priya",
        "Quentin", "Rosa", "Stefan", "Tomoko", "Umar", "Vera", "Wanda", "Xavier", "Yusuf", "Zelda",
    ];

    /// <summary>The same in Chinese.</summary>
    public static readonly string[] ChinesePeople =
    [
        "小安", "阿波", "春美", "德明", "艾琳", "方華", "國強", "海倫", "英傑", "家豪", "凱文", "麗莎", "美玲", "奈奈", "歐文", "佩珊", "啟元", "若琳", "思遠", "婷婷", "偉倫", "文心", "曉雯", "玉珍", "志豪", "子涵",
    ];

    /// <summary>A capitalised name that means nothing: three or four syllables, so rare that nothing real bears it.</summary>
    public static string Invented(ItemRandom random)
    {
        string[] starts = ["Vor", "Zel", "Quen", "Brul", "Tarv", "Ylm", "Drax", "Fenk", "Grov", "Hesp", "Jund", "Krel", "Morv", "Nulb", "Prax", "Skeld", "Thrun", "Ulv", "Wexl", "Xand"];
        string[] middles = ["ano", "ibra", "uvo", "esti", "orla", "ygra", "omi", "anzu", "ekti", "ulda"];
        string[] ends = ["thil", "kovar", "mundo", "zeth", "quist", "varn", "dorf", "lyx", "brand", "moor"];
        return random.Of<string>(starts) + random.Of<string>(middles) + random.Of<string>(ends);
    }
}
