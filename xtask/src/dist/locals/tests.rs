use wasm_encoder::{CodeSection, Function, FunctionSection, Instruction, Module, TypeSection, ValType};
use wasmparser::{Operator, Parser, Payload};

use super::number_locals_alike;

/// How many locals of which type it declares behind its two parameters, and what it does.
type Body<'a> = (&'a [(u32, ValType)], Vec<Instruction<'a>>);

fn module(functions: &[Body<'_>]) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32, ValType::I32], []);
    let (mut declared, mut code) = (FunctionSection::new(), CodeSection::new());
    for (locals, instructions) in functions {
        declared.function(0);
        let mut body = Function::new(locals.iter().copied());
        instructions.iter().for_each(|instruction| {
            body.instruction(instruction);
        });
        code.function(body.instruction(&Instruction::End));
    }
    let mut module = Module::new();
    module.section(&types).section(&declared).section(&code);
    module.finish()
}

/// Multiplies the parameters, with these three locals in between.
fn work(one: u32, other: u32, product: u32) -> Vec<Instruction<'static>> {
    let mut code = Vec::new();
    for (from, to) in [(0, one), (1, other)] {
        code.extend([Instruction::LocalGet(from), Instruction::I32Const(7), Instruction::I32Add]);
        code.push(Instruction::LocalSet(to));
    }
    code.extend([Instruction::LocalGet(one), Instruction::LocalGet(other), Instruction::I32Mul]);
    code.extend([Instruction::LocalTee(product), Instruction::LocalGet(product), Instruction::I32Sub]);
    code.push(Instruction::Drop);
    code
}

/// The locals that each function names, in the order of its code.
fn locals(wasm: &[u8]) -> Vec<Vec<u32>> {
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CodeSectionEntry(body) = payload.unwrap() {
            let operators = body.get_operators_reader().unwrap().into_iter().map(Result::unwrap);
            let named = operators.filter_map(|operator| match operator {
                Operator::LocalGet { local_index }
                | Operator::LocalSet { local_index }
                | Operator::LocalTee { local_index } => Some(local_index),
                _ => None,
            });
            all.push(named.collect());
        }
    }
    all
}

#[test]
fn a_function_numbers_its_locals_as_the_one_before_that_does_the_same() {
    let three: &[_] = &[(3, ValType::I32)];
    for (one, other, product) in [(2, 4, 3), (3, 2, 4), (3, 4, 2), (4, 2, 3), (4, 3, 2)] {
        let wasm = module(&[(three, work(2, 3, 4)), (three, work(one, other, product))]);
        let named = locals(&number_locals_alike(&wasm).unwrap());
        assert_eq!(named, locals(&module(&[(three, work(2, 3, 4)), (three, work(2, 3, 4))])));
    }
}

#[test]
fn two_locals_never_become_one() {
    let wasm = module(&[
        (&[(3, ValType::I32)], work(2, 3, 4)),
        (&[(4, ValType::I32)], [work(5, 3, 2), work(2, 4, 5)].concat()),
    ]);
    let (before, after) = (locals(&wasm), locals(&number_locals_alike(&wasm).unwrap()));
    assert_ne!(before, after, "the second has become more like the first");
    for (before, after) in before.iter().zip(&after) {
        for (i, old) in before.iter().enumerate() {
            for (j, other) in before.iter().enumerate() {
                assert_eq!(old == other, after[i] == after[j], "{before:?} {after:?}");
            }
        }
    }
}

#[test]
fn parameters_and_types_keep_their_places() {
    // The second function could be like the first only if a parameter, or a local of another type, gave its number up.
    let mixed: &[_] = &[(1, ValType::I64), (2, ValType::I32)];
    let swapped = vec![
        Instruction::LocalGet(1),
        Instruction::LocalSet(3),
        Instruction::LocalGet(0),
        Instruction::LocalSet(4),
    ];
    let straight = vec![
        Instruction::LocalGet(0),
        Instruction::LocalSet(2),
        Instruction::LocalGet(1),
        Instruction::LocalSet(3),
    ];
    let wasm = module(&[(&[(2, ValType::I32)], straight), (mixed, swapped)]);
    let named = locals(&number_locals_alike(&wasm).unwrap());
    assert_eq!((named[1][0], named[1][2]), (1, 0), "what the caller gives");
    assert!(!named[1].contains(&2), "the one of another type");
}

#[test]
fn a_function_with_more_locals_than_seven_bits_count_stays_whole() {
    let many: &[_] = &[(140, ValType::I32)];
    let wasm = module(&[(many, work(2, 3, 4)), (many, work(139, 130, 4))]);
    let named = locals(&number_locals_alike(&wasm).unwrap());
    assert_eq!(named[1], locals(&wasm)[1]);
}

#[test]
fn what_is_no_wasm_is_said_to_be_so() {
    assert!(number_locals_alike(b"not at all").unwrap_err().to_string().contains("cannot be read"));
}
