use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, Function, FunctionSection, Instruction, MemArg, MemorySection,
    MemoryType, Module, NameMap, NameSection, TypeSection, ValType,
};
use wasmparser::{Operator, Parser, Payload};

use super::{answers_with_a_type, numbered};

/// Low half, high half.
const A: (u64, u64) = (0xa1a2_a3a4_a5a6_a7a8, 0xa9aa_abac_adae_afb0);
const B: (u64, u64) = (0x3132_3334_3536_3738, 0xb9ba_bbbc_bdbe_bfc0);
/// A type that the app asks for and that nothing in it is of.
const ABSENT: (u64, u64) = (0xc1c2_c3c4_c5c6_c7c8, 0xc9ca_cbcc_cdce_cfd0);
/// A key of the standard library's hash.
const OTHER: u64 = 0x736f_6d65_7073_6575;

const ADDRESS_A: u64 = 1_048_580;
const ADDRESS_B: u64 = ADDRESS_A + 16;
const TYPE_ID: &str = "<app::Words as core::any::Any>::type_id";

const fn at(offset: u64) -> MemArg {
    MemArg { offset, align: 2, memory_index: 0 }
}

/// What `type_id` compiles to for the hash at `address`.
fn answer(address: u64) -> Vec<Instruction<'static>> {
    let half = |from: u64, to: u64| {
        [
            Instruction::LocalGet(0),
            Instruction::I32Const(0),
            Instruction::I64Load(at(from)),
            Instruction::I64Store(at(to)),
        ]
    };
    [half(address + 8, 8), half(address, 0)].concat()
}

/// Whether what local 0 points to is `of`: the halves are told apart by `tell`.
fn is(of: (u64, u64), tell: &Instruction<'static>) -> Vec<Instruction<'static>> {
    let half = |value: u64, offset: u64| {
        [
            Instruction::LocalGet(0),
            Instruction::I64Load(at(offset)),
            Instruction::I64Const(value.cast_signed()),
            tell.clone(),
        ]
    };
    let mut code = [half(of.0, 0), half(of.1, 8)].concat();
    code.extend([Instruction::I64Or, Instruction::Drop]);
    code
}

/// A part with these functions, by name, and this data at its address.
fn part(functions: &[(&str, Vec<Instruction<'static>>)], data: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32, ValType::I32], []);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 17,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let (mut declared, mut code, mut names) = (FunctionSection::new(), CodeSection::new(), NameMap::new());
    for (index, (name, instructions)) in (0..).zip(functions) {
        declared.function(0);
        names.append(index, name);
        let mut body = Function::new([]);
        instructions.iter().for_each(|instruction| {
            body.instruction(instruction);
        });
        code.function(body.instruction(&Instruction::End));
    }
    let mut segments = DataSection::new();
    for (address, bytes) in data {
        let address = i32::try_from(*address).unwrap();
        segments.active(0, &ConstExpr::i32_const(address), bytes.iter().copied());
    }
    let mut name = NameSection::new();
    name.functions(&names);
    let mut module = Module::new();
    module.section(&types).section(&declared).section(&memories).section(&code).section(&segments);
    module.section(&name);
    module.finish()
}

fn bytes(hashes: &[(u64, u64)]) -> Vec<u8> {
    hashes.iter().flat_map(|(low, high)| [low.to_le_bytes(), high.to_le_bytes()].concat()).collect()
}

/// The `i64.const`s of each function, and all data.
fn seen(wasm: &[u8]) -> (Vec<Vec<i64>>, Vec<u8>) {
    let (mut constants, mut data) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.unwrap() {
            Payload::CodeSectionEntry(body) => {
                let of_one = body.get_operators_reader().unwrap().into_iter().map(Result::unwrap);
                constants.push(
                    of_one
                        .filter_map(|operator| match operator {
                            Operator::I64Const { value } => Some(value),
                            _ => None,
                        })
                        .collect(),
                );
            }
            Payload::DataSection(section) => {
                section.into_iter().for_each(|segment| data.extend(segment.unwrap().data));
            }
            _ => {}
        }
    }
    (constants, data)
}

#[test]
fn a_type_has_the_same_number_wherever_it_is_told() {
    let first = part(
        &[
            (TYPE_ID, answer(ADDRESS_A)),
            ("is_a", is(A, &Instruction::I64Xor)),
            ("is_b", is(B, &Instruction::I64Xor)),
        ],
        &[(ADDRESS_A, bytes(&[A]))],
    );
    let later = part(
        &[
            ("_RNvXCs1_4core3anyNtCs2_3app5PlaceNtB2_3Any7type_idCs3_", answer(ADDRESS_B)),
            ("is_a", is(A, &Instruction::I64Eq)),
        ],
        &[(ADDRESS_B, bytes(&[B]))],
    );
    let sizes = [first.len(), later.len()];
    let parts = numbered(vec![first, later]).unwrap();
    assert_eq!([parts[0].len(), parts[1].len()], sizes, "what relies on a place in the file may go on to");

    let (constants, data) = seen(&parts[0]);
    // As the instructions stand: the high half is stored first, the low half compared first.
    assert_eq!(constants, [vec![0, 1], vec![1, 0], vec![2, 0]]);
    assert_eq!(data, bytes(&[(1, 0)]), "what reads the data finds the number too");
    let (constants, data) = seen(&parts[1]);
    assert_eq!(constants, [vec![0, 2], vec![1, 0]]);
    assert_eq!(data, bytes(&[(2, 0)]));
}

#[test]
fn what_is_no_type_of_the_app_stays() {
    let key: Vec<Instruction<'_>> = vec![
        Instruction::I64Const(OTHER.cast_signed()),
        Instruction::Drop,
        Instruction::I64Const(0),
        Instruction::Drop,
    ];
    let functions = [
        (TYPE_ID, answer(ADDRESS_A)),
        ("is_absent", is(ABSENT, &Instruction::I64Xor)),
        ("hash", key),
        // Says so by its name, and does something else.
        ("<app::Odd as core::any::Any>::type_id", is(ABSENT, &Instruction::I64Xor)),
        // Does the same, and is no answer.
        ("copy", answer(ADDRESS_B)),
    ];
    let parts = numbered(vec![part(&functions, &[(ADDRESS_A, bytes(&[A, B]))])]).unwrap();
    let (constants, data) = seen(&parts[0]);
    let absent = vec![ABSENT.0.cast_signed(), ABSENT.1.cast_signed()];
    assert_eq!(constants, [vec![0, 1], absent.clone(), vec![OTHER.cast_signed(), 0], absent, Vec::new()]);
    assert_eq!(data, bytes(&[(1, 0), B]));
}

#[test]
fn a_type_that_is_more_than_compared_is_refused() {
    for more in [Instruction::I64LtU, Instruction::I64Add, Instruction::I64ShrU] {
        let functions = [(TYPE_ID, answer(ADDRESS_A)), ("odd", is(A, &more))];
        let refused = numbered(vec![part(&functions, &[(ADDRESS_A, bytes(&[A]))])]).unwrap_err();
        assert!(refused.to_string().contains("more with a type than to compare"), "{refused}");
    }
}

#[test]
fn only_the_function_of_any_answers_with_a_type() {
    assert!(answers_with_a_type("<app[3f]::Words as core[9c]::any::Any>::type_id"));
    assert!(answers_with_a_type("_RNvXCs1_4core3anyNtCs2_3app5WordsNtB2_3Any7type_idCs3_"));
    assert!(!answers_with_a_type("<app::Words as app::Any>::type_id"));
    assert!(!answers_with_a_type("<app::Words as core::any::Any>::type_id::{closure#0}"));
    assert!(!answers_with_a_type("core::any::type_name"));
}

#[test]
fn what_is_no_wasm_is_said_to_be_so() {
    assert!(numbered(vec![b"not at all".to_vec()]).unwrap_err().to_string().contains("cannot be read"));
}
